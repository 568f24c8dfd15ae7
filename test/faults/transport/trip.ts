import type { Socket } from 'node:net';
import type { Log } from '../../../src/base/log.ts';
import { type Random, seeded } from '../random.ts';
import { type Client, copilotBuilderClient, earlier, haufeClient } from './client.ts';
import { hurried, tripClocks } from './clocks.ts';
import { Exchanges } from './exchanges.ts';
import { Home, type Window } from './home.ts';
import { type Asked, judgeStates, lastAnswer, lastQuestion, recordAnswers, shown } from './judge.ts';
import { kinds } from './kinds.ts';
import type { Lag } from './lag.ts';
import { FaultyServer } from './server.ts';
import { settling } from './settle.ts';
import { leaveAndComeBack } from './windowEnd.ts';

/** What came of one question that met one fault. */
export interface Verdict {
  readonly kind: string;
  readonly vendor: 'Haufe' | 'CopilotBuilder';
  /** Question and answer as the person saw them after the fault. */
  readonly ended: string;
  /** Whether the fault met a request at all. */
  readonly struck: boolean;
  /** A person who could not be told whether it arrived has sent it again, and it had. */
  readonly sentAgain: boolean;
  /** The window ended, and another took over. */
  readonly left: boolean;
  /** How the conversation was read before the question went out. */
  readonly reading: Reading;
  readonly seed: number;
  /** Laws that were broken. Each line names the law. */
  readonly broken: readonly string[];
}

/** `stale`: a copy of before, and meanwhile others have asked the same; `failed`: not at all; `unread`: nobody has tried; `none`: it is new. */
type Reading = 'none' | 'well' | 'unread' | 'failed' | 'stale';

/** One question through the whole client while `kind` strikes, then the way on. All else follows from `seed`. */
export async function trip(kind: string, seed: number, lag: Lag): Promise<Verdict> {
  const random = seeded(seed);
  const server = new FaultyServer(random);
  const vendor = random.chance(0.6) ? 'Haufe' : 'CopilotBuilder';
  server.closing = random.chance(0.3);
  server.storesAfter = random.chance(0.4) ? random.between(1, 200) : undefined;
  server.haufe.storesAnswer = random.chance(0.3) ? 'always' : 'sent';
  await server.listen();
  const broken: string[] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (line) => void broken.push(`a defect was logged: ${line}`),
  };
  const home = new Home(log);
  try {
    return { ...(await judged(kind, vendor, { random, server, lag, broken, home, log })), seed };
  } finally {
    home.close();
    server.stop();
  }
}

interface Stage {
  readonly random: Random;
  readonly server: FaultyServer;
  readonly lag: Lag;
  readonly broken: string[];
  readonly home: Home;
  readonly log: Log;
}

async function judged(kind: string, vendor: Verdict['vendor'], stage: Stage): Promise<Omit<Verdict, 'seed'>> {
  const { random, server, lag, broken, home, log } = stage;
  const clocks = tripClocks();
  const exchanges = new Exchanges(clocks, lag, broken);
  home.onDisk = exchanges.during;
  const surroundings = { random, log, timeouts: clocks, fetch: exchanges.fetch };
  const client = await (vendor === 'Haufe'
    ? haufeClient(server, surroundings)
    : copilotBuilderClient(server, surroundings, home.threads()));
  const told = recordAnswers(server);
  const settle = settling(exchanges, broken);
  // Half of them repeat what was asked before: the same words are not the same question.
  const fresh = `Frage ${random.between(1, 1e9)}: „Wie lange?“ 👩🏽‍⚖️`;
  const text = client.thread && random.chance(0.5) ? earlier.question : fresh;
  let { window, reading } = await firstReading(client, text, stage);
  const before = client.taken(text);
  const asked: Asked = { text, before, taken: () => client.taken(text) - before, told };
  const strike = kinds[kind];
  if (!strike) throw new Error(`no kind ${kind}`);
  server.fail({
    strike,
    spared: random.between(0, vendor === 'Haufe' ? 4 : 1),
    times: random.one([1, 1, 1, 2, 3, 99]),
  });

  let seen: 'shown' | 'composer' = 'shown';
  const left = random.chance(0.35);
  if (left) ({ window, seen } = await leaveAndComeBack(client, window, asked, { ...stage, settle }));
  else await settle('send', window.session.send(text, []));
  if (seen === 'shown' && !window.session.loadError) judgeStates(window.session, asked, broken);
  const ended = seen === 'composer' ? 'in the composer' : shown(window.session);
  const struck = server.struck > 0;
  // Where nobody can look, a person who asks again decides that it may arrive twice; it was said before.
  let allowed = 1;

  await server.heal();
  await server.settled();
  clocks.heal();
  // What was answered before the window ended is read with the conversation; what is open can be sent again at once.
  const isOpen = lastQuestion(window.session)?.text === text && lastAnswer(window.session)?.state !== 'complete';
  if (window.session.loadError && (!isOpen || random.chance(0.5))) {
    if (namesTime(window)) window.renew();
    await settle('loading again', window.session.load());
    const { loadError } = window.session;
    if (loadError) broken.push(`not read, from a service that is well: ${loadError.code}`);
    if (seen === 'shown') judgeStates(window.session, asked, broken);
  }
  if (seen === 'composer') {
    if (asked.taken() > 0) broken.push('it is back in the composer as never sent, but it was');
    await settle('send from the composer', window.session.send(text, []));
    judgeStates(window.session, asked, broken);
  }
  for (let press = 1; press <= 3 && lastAnswer(window.session)?.state !== 'complete'; press++) {
    // The time that the service has named passes: nothing of it is left in a new provider.
    if (namesTime(window)) window.renew();
    if (!client.canLook && lastQuestion(window.session)?.state !== 'failed') allowed++;
    const pressed = performance.now();
    await settle(`retry ${press}`, window.session.retry());
    judgeStates(window.session, asked, broken);
    const { error } = lastAnswer(window.session) ?? {};
    // What is shown of an earlier attempt may be its own.
    const waited = performance.now() - pressed > hurried.total * 10;
    if (waited && error?.code.startsWith('timeout-'))
      broken.push(`retry ${press} waited in vain for a service that is well`);
  }
  const { state } = lastAnswer(window.session) ?? {};
  if (state !== 'complete') broken.push(`no way on: ${ended}, then ${shown(window.session)}`);
  if (asked.taken() === 0) broken.push(`lost: the vendor never got it (${ended})`);
  if (asked.taken() > allowed) broken.push(`sent ${asked.taken()} times (${ended})`);
  return { kind, vendor, ended, struck, sentAgain: asked.taken() > 1, left, reading, broken };
}

/** Whether the service has said when it is to be asked again, to a reading or to a question. */
function namesTime({ session }: Window): boolean {
  const errors = [session.loadError, lastAnswer(session)?.error, lastQuestion(session)?.error];
  return errors.some((error) => error?.retryAt !== undefined);
}

async function firstReading(
  client: Client,
  text: string,
  { random, server, home }: Stage,
): Promise<{ window: Window; reading: Reading }> {
  const { thread } = client;
  let window = home.open(client, thread);
  if (!thread) return { window, reading: 'none' };
  const reading = random.one<Reading>(['well', 'well', 'unread', 'failed', 'stale']);
  if (reading === 'unread') return { window, reading };
  if (reading === 'stale') {
    await window.session.load();
    await window.end('reload');
    client.elsewhere(text);
    window = home.open(client, thread);
  }
  // Its port stays its own: another conversation's service would take one that nobody listens to.
  const leave = ({ socket }: { socket: Socket }): void => void socket.destroy();
  if (reading !== 'well') server.fail({ strike: leave, spared: 0, times: Number.POSITIVE_INFINITY });
  await window.session.load();
  server.struck = 0;
  return { window, reading };
}
