import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultTimeouts } from '../../src/chat/model/timeouts.ts';
import { caps } from '../../src/providers/http/body.ts';
import type { Fetch } from '../../src/providers/http/request.ts';
import { type Service, startService } from '../service/service.ts';
import { type Make, makeCopilotBuilder, makeHaufe, never, type Subject, tell } from './harness.ts';

/** The limits as people get them; `limits.test.ts` and the provider suite hold shorter ones against a real server. */

test('the limits are those that the guide names', () => {
  expect(defaultTimeouts).toEqual({ headers: 30_000, idle: 120_000, total: 15 * 60_000 });
  expect(caps).toEqual({ json: 8 * 2 ** 20, line: 8 * 2 ** 20, answer: 16 * 2 ** 20, error: 64 * 2 ** 10 });
});

/** A service that keeps silent before the headers, or after its first byte, or never ends. */
function silent(where: 'headers' | 'body' | 'never', path: string): Fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.endsWith(path)) return Response.json(documented(url.pathname), { status: 201 });
    if (where === 'headers') {
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    }
    let timer: ReturnType<typeof setInterval> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array([0x20]));
        // A blank each minute: never silent for two, and never an answer.
        if (where === 'never') timer = setInterval(() => controller.enqueue(new Uint8Array([0x20])), 60_000);
      },
      cancel: () => clearInterval(timer),
    });
    return new Response(body);
  };
}

function documented(path: string): unknown {
  const id = '0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a01';
  if (path.endsWith('/assistants')) return [{ id, name: 'A', streaming: true }];
  return { id, role: 'user', assistant_id: id, title: 'T', sessionId: 's', name: 'A' };
}

describe.each<[string, Make, Record<'list' | 'answer', number>]>([
  // An answer may be thought about before its first byte; a workflow longer than that.
  ['Haufe', makeHaufe, { list: 30_000, answer: 120_000 }],
  ['CopilotBuilder', makeCopilotBuilder, { list: 30_000, answer: 180_000 }],
])('%s with the default limits', (_, make, headers) => {
  let service: Service;
  let subject: Subject;
  beforeEach(async () => {
    service = await startService();
    await service.stop();
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  /** After how many milliseconds `call` fails, and with which code. */
  async function endOf(call: () => Promise<unknown>): Promise<readonly [number, unknown]> {
    const started = performance.now();
    let ended: readonly [number, unknown] | undefined;
    void call().then(
      (value) => {
        ended = [performance.now() - started, value];
      },
      (error: unknown) => {
        ended = [performance.now() - started, (error as { code?: unknown }).code];
      },
    );
    for (let step = 0; step < 2_000 && !ended; step++) await vi.advanceTimersByTimeAsync(500);
    return ended ?? [Number.POSITIVE_INFINITY, 'never ended'];
  }

  const at = (where: 'headers' | 'body' | 'never', path: 'listPath' | 'answerPath'): void => {
    subject = make(service, { timeouts: defaultTimeouts });
    subject = make(service, { timeouts: defaultTimeouts, fetch: silent(where, subject[path]) });
  };
  const list = () => subject.provider.listAssistants(never);
  const ask = async () => {
    const thread = await subject.provider.createThread(subject.assistantId, 'T', never);
    const { error } = await tell(subject.provider.ask(thread, { text: 'Frage', mayBeStored: false }, never));
    throw error;
  };

  test('a list without headers ends after 30 s', async () => {
    at('headers', 'listPath');
    expect(await endOf(list)).toEqual([headers.list, 'timeout-headers']);
  });

  test('an answer without headers ends when an answer would be overdue', async () => {
    at('headers', 'answerPath');
    expect(await endOf(ask)).toEqual([headers.answer, 'timeout-headers']);
  });

  test('ends a list and an answer after 120 s of silence', async () => {
    at('body', 'listPath');
    expect(await endOf(list)).toEqual([120_000, 'timeout-idle']);
    at('body', 'answerPath');
    expect(await endOf(ask)).toEqual([120_000, 'timeout-idle']);
  });

  test('an answer that never ends is ended after 15 minutes', async () => {
    at('never', 'answerPath');
    expect(await endOf(ask)).toEqual([15 * 60_000, 'timeout-total']);
  });
});
