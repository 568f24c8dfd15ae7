import type { Log } from '../../../src/chat/log.ts';
import type { Message } from '../../../src/chat/model.ts';
import { ChatSession } from '../../../src/chat/session.ts';
import { type Random, seeded } from '../random.ts';
import { copilotBuilderClient, earlier, haufeClient } from './client.ts';
import { tripClocks } from './clocks.ts';
import { kinds } from './kinds.ts';
import type { Lag } from './lag.ts';
import { FaultyServer } from './server.ts';

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
  readonly seed: number;
  /** Laws that were broken. Each line names the law. */
  readonly broken: readonly string[];
}

/** What may be seen in a transcript when nothing runs: the documented states, and whether there must be a way on. */
const restingStates = new Set(['complete', 'stopped', 'interrupted', 'failed', 'empty']);
/** As the client's own, faster. */
const lookTimes = { question: [0, 20, 50], answer: [10, 20, 50, 100, 200, 300] };
const hardLimit = 120_000;

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
  try {
    return { ...(await judged(kind, vendor, random, server, lag, broken)), seed };
  } finally {
    server.stop();
  }
}

async function judged(
  kind: string,
  vendor: Verdict['vendor'],
  random: Random,
  server: FaultyServer,
  lag: Lag,
  broken: string[],
): Promise<Omit<Verdict, 'seed'>> {
  let attempts = 0;
  const countAttempt = (line: string): void => {
    if (/ attempt \d+$/.test(line)) attempts++;
  };
  const log: Log = {
    debug: () => undefined,
    info: countAttempt,
    warn: countAttempt,
    error: (line) => void broken.push(`a defect was logged: ${line}`),
  };
  const clocks = tripClocks();
  const surroundings = { random, log, timeouts: clocks };
  const client = await (vendor === 'Haufe'
    ? haufeClient(server, surroundings)
    : copilotBuilderClient(server, surroundings));
  const told = recordAnswers(server);
  const { assistant, thread } = client;
  let provider = client.makeProvider();
  const session = new ChatSession({
    connectionId: vendor,
    assistant,
    ...(thread && { thread }),
    provider: () => provider,
    log,
    lookTimes,
  });
  if (thread) await session.load();
  // Half of them repeat what was asked before: the same words are not the same question.
  const text = thread && random.chance(0.5) ? earlier.question : `Frage ${random.between(1, 1e9)}: „Wie lange?“ 👩🏽‍⚖️`;
  const before = client.taken(text);
  const strike = kinds[kind];
  if (!strike) throw new Error(`no kind ${kind}`);
  server.fail({
    strike,
    spared: random.between(0, vendor === 'Haufe' ? 4 : 1),
    times: random.one([1, 1, 1, 2, 3, 99]),
  });

  const settle = async (name: string, work: Promise<unknown>): Promise<void> => {
    const started = performance.now();
    const lagged = lag.total;
    const attempted = attempts;
    const limit = new Promise<'hang'>((resolve) => setTimeout(() => resolve('hang'), hardLimit).unref());
    const result = await Promise.race([work.then(() => 'settled' as const), limit]);
    const took = performance.now() - started - (lag.total - lagged);
    const allowed = Math.max(1, attempts - attempted) * (clocks.total + 1000);
    if (result === 'hang' || took > allowed) broken.push(`hang: ${name} took ${Math.round(took)} of ${allowed} ms`);
  };

  await settle('send', session.send(text, []));
  const taken = () => client.taken(text) - before;
  judgeStates(session, text, taken(), told, broken);
  const ended = shown(session);
  const struck = server.struck > 0;
  // Where nobody can look, a person who asks again decides that it may arrive twice; it was said before.
  let allowed = 1;

  await server.heal();
  await server.settled();
  clocks.heal();
  for (let press = 1; press <= 3 && lastAnswer(session)?.state !== 'complete'; press++) {
    // The time that the service has named passes: nothing of it is left in a new provider.
    if (lastAnswer(session)?.error?.retryAt !== undefined) provider = client.makeProvider();
    if (!client.canLook && lastQuestion(session)?.state !== 'failed') allowed++;
    await settle(`retry ${press}`, session.retry());
    judgeStates(session, text, taken(), told, broken);
    const { error } = lastAnswer(session) ?? {};
    if (error?.code.startsWith('timeout-')) broken.push(`retry ${press} waited in vain for a service that is well`);
  }
  const { state } = lastAnswer(session) ?? {};
  if (state !== 'complete') broken.push(`no way on: ${ended}, then ${shown(session)}`);
  if (taken() === 0) broken.push(`lost: the vendor never got it (${ended})`);
  if (taken() > allowed) broken.push(`sent ${taken()} times (${ended})`);
  session.dispose();
  return { kind, vendor, ended, struck, sentAgain: taken() > 1, broken };
}

/** Every answer that the vendors think of; none is like another. */
function recordAnswers({ haufe, copilotBuilder }: FaultyServer): Set<string> {
  const told = new Set<string>();
  const next = (question: string): string => {
    const text = `Antwort ${told.size + 1} auf „${question}“: Die Frist beträgt vier Wochen. Siehe § 622 BGB. ✅`;
    told.add(text);
    return text;
  };
  haufe.answers = (question) => ({ text: next(question), sources: [] });
  copilotBuilder.answers = (question) => [next(question)];
  return told;
}

function judgeStates(
  session: ChatSession,
  text: string,
  taken: number,
  told: ReadonlySet<string>,
  broken: string[],
): void {
  const question = lastQuestion(session);
  const answer = lastAnswer(session);
  if (session.running || session.transcript.running) broken.push('still running');
  if (question?.text !== text) return void broken.push('lost: the question is not shown');
  if (question.state === 'failed' && taken > 0) broken.push(`shown as not sent, but it was (${shown(session)})`);
  if (question.state === 'sent' && taken === 0) broken.push(`shown as sent, but it was not (${shown(session)})`);
  if (!['sent', 'failed', 'unknown'].includes(question.state)) broken.push(`question left ${question.state}`);
  if (!answer || !restingStates.has(answer.state)) return void broken.push(`answer left ${answer?.state}`);
  if (answer.state === 'complete' && !told.has(answer.text))
    broken.push(`complete, but not the answer: ${answer.text}`);
  if (['interrupted', 'failed'].includes(answer.state) && !answer.error)
    broken.push(`${answer.state} without a reason`);
  if (answer.error?.code === 'bug') broken.push(`a defect of ours: ${answer.error.detail}`);
}

function lastQuestion(session: ChatSession): Message | undefined {
  return session.transcript.messages.findLast(({ role }) => role === 'user');
}

function lastAnswer(session: ChatSession): Message | undefined {
  const last = session.transcript.messages.at(-1);
  return last?.role === 'assistant' ? last : undefined;
}

function shown(session: ChatSession): string {
  const answer = lastAnswer(session);
  return `${lastQuestion(session)?.state}, ${answer?.state}${answer?.error ? ` ${answer.error.code}` : ''}`;
}
