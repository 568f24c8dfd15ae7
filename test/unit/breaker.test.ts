import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { Breaker } from '../../src/providers/http/breaker.ts';
import { startClocks } from '../../src/providers/http/clocks.ts';

afterEach(() => vi.useRealTimers());

describe('a host that fails again and again', () => {
  const failing = () => Promise.reject(new ChatError('unavailable', { status: 502, processed: 'maybe' }));
  const tries = async (breaker: Breaker, work: () => Promise<unknown>, count: number) => {
    const codes: unknown[] = [];
    for (let index = 0; index < count; index++) {
      codes.push(
        await breaker.guard('host', work).then(
          () => 'well',
          (error: ChatError) => error.code,
        ),
      );
    }
    return codes;
  };

  it('a host that fails again and again is left alone after five failures in a row, and the time of the next try is told', async () => {
    vi.useFakeTimers();
    const breaker = new Breaker();
    expect(await tries(breaker, failing, 6)).toEqual([...Array(5).fill('unavailable'), 'paused']);
    const refusal = await breaker.guard('host', failing).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'paused', processed: 'no', host: 'host', retryAt: Date.now() + 30_000 });
  });

  it('a host that fails again and again is tried once after half a minute: one failure, and it rests again; one success, and all is well', async () => {
    vi.useFakeTimers();
    const breaker = new Breaker();
    await tries(breaker, failing, 5);
    vi.advanceTimersByTime(30_001);
    expect(await tries(breaker, failing, 2)).toEqual(['unavailable', 'paused']);
    vi.advanceTimersByTime(30_001);
    expect(await tries(breaker, async () => 1, 1)).toEqual(['well']);
    expect(await tries(breaker, failing, 6)).toEqual([...Array(5).fill('unavailable'), 'paused']);
  });

  it('a host that fails again and again is not kept away by a clock that was set back', async () => {
    vi.useFakeTimers();
    const breaker = new Breaker();
    await tries(breaker, failing, 5);
    vi.advanceTimersByTime(30_001);
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(await tries(breaker, async () => 1, 1)).toEqual(['well']);
  });

  it('asks a host that is left alone once more for each press of a person, and nothing that goes by itself in between', async () => {
    const breaker = new Breaker();
    await tries(breaker, failing, 5);
    for (let press = 0; press < 10; press++) {
      breaker.insist();
      expect(await tries(breaker, failing, 2)).toEqual(['unavailable', 'paused']);
    }
    breaker.insist();
    expect(await tries(breaker, async () => 1, 3)).toEqual(['well', 'well', 'well']);
    breaker.insist();
    expect(await tries(breaker, failing, 6)).toEqual([...Array(5).fill('unavailable'), 'paused']);
  });

  it('a host is not left alone where it refuses, or where this computer is offline', async () => {
    const breaker = new Breaker();
    const refused = () => Promise.reject(new ChatError('key-rejected', { status: 401 }));
    const offline = () => Promise.reject(new ChatError('host-not-found', { processed: 'no' }));
    expect(await tries(breaker, refused, 7)).toEqual(Array(7).fill('key-rejected'));
    expect(await tries(breaker, offline, 7)).toEqual(Array(7).fill('host-not-found'));
  });
});

describe('a computer that slept', () => {
  const limits = { headers: 600_000, idle: 600_000, total: 900_000 };

  it('a computer that slept waits only a moment for a connection that the sleep has probably cut', () => {
    vi.useFakeTimers();
    const clocks = startClocks(limits, new AbortController().signal, 'host');
    vi.advanceTimersByTime(10_000);
    // The monotonic clock stands still while the computer sleeps.
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(clocks.signal.aborted).toBe(false);
    vi.advanceTimersByTime(6_000);
    expect(clocks.signal.reason).toMatchObject({ code: 'interrupted', processed: 'maybe', detail: 'sleep' });
  });

  it('a computer that slept goes on with a connection that says something', () => {
    vi.useFakeTimers();
    const clocks = startClocks(limits, new AbortController().signal, 'host');
    clocks.headersArrived();
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(6_000);
    clocks.bytesArrived();
    vi.advanceTimersByTime(60_000);
    expect(clocks.signal.aborted).toBe(false);
    clocks.stop();
  });
});
