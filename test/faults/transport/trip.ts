import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../../../src/chat/log.ts';
import type { Message, Thread } from '../../../src/chat/model.ts';
import type { ChatSession } from '../../../src/chat/session.ts';
import { type Random, seeded } from '../random.ts';
import { type Client, copilotBuilderClient, earlier, haufeClient } from './client.ts';
import { tripClocks } from './clocks.ts';
import { kinds } from './kinds.ts';
import type { Lag } from './lag.ts';
import { Patience } from './patience.ts';
import { FaultyServer } from './server.ts';
import { TripWindow } from './window.ts';

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
/** In memory where there is such a place: what a disk does is tried elsewhere. */
const disk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

interface Trip {
  readonly random: Random;
  readonly server: FaultyServer;
  readonly lag: Lag;
  /** What the windows write down. */
  readonly folder: string;
}

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
  const folder = mkdtempSync(path.join(disk, 'trip-'));
  try {
    return { ...(await judged(kind, vendor, { random, server, lag, folder }, broken)), seed };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function judged(
  kind: string,
  vendor: Verdict['vendor'],
  { random, server, lag, folder }: Trip,
  broken: string[],
): Promise<Omit<Verdict, 'seed'>> {
  const clocks = tripClocks();
  const patience = new Patience(lag, clocks);
  const { heard } = patience;
  const log: Log = {
    ...{ debug: () => undefined, info: heard, warn: heard },
    error: (line) => void broken.push(`a defect was logged: ${line}`),
  };
  const surroundings = { random, log, timeouts: clocks };
  const client = await (vendor === 'Haufe'
    ? haufeClient(server, surroundings)
    : copilotBuilderClient(server, surroundings));
  const told = recordAnswers(server);
  const { thread } = client;
  const options = { folder, connectionId: vendor, client, log };
  let window = new TripWindow(options, thread);
  // In a third of them nothing was read when the question is asked.
  if (thread && random.chance(0.7)) await window.session.load();
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
    const law = await patience.settles(name, work);
    if (law) broken.push(law);
  };
  const taken = () => client.taken(text) - before;
  const judge = () => judgeStates(window.session, text, taken(), told, broken);

  const ending = random.one(['none', 'none', 'none', 'closed', 'killed'] as const);
  let written = false;
  const sending = window.session.send(text, [], { written: () => (written = true) });
  if (ending === 'none') {
    await settle('send', sending);
    judge();
  } else {
    await Promise.race([sending, wait(random.between(0, 400))]);
    if (ending === 'killed') window.kill();
    else {
      window.close();
      await settle('send', sending);
    }
    const known = window.session.thread ?? thread;
    window = new TripWindow(options, undefined);
    const left = await window.left();
    const place = left?.threadId === undefined ? known : { ...placeOf(client, vendor), id: left.threadId };
    // Before it had a thread it was not sent: it comes back as a draft. So does what was not even written down.
    if (left && left.threadId === undefined) {
      written = false;
      await window.takeOver(left);
    } else window = new TripWindow(options, place);
    if (random.chance(0.5)) await settle('load', window.session.load());
  }
  const ended = `${ending === 'none' ? '' : `${ending}: `}${shown(window.session)}`;
  const struck = server.struck > 0;
  // Where nobody can look, a person who asks again decides that it may arrive twice; it was said before.
  let allowed = 1;

  await server.heal();
  await server.settled();
  clocks.heal();
  if (ending !== 'none') {
    if (namedTime(window.session) !== undefined) window.passTime();
    await settle('load', window.session.load());
    if (window.session.loadError)
      broken.push(`not read, from a service that is well: ${window.session.loadError.code}`);
    const isShown = timesShown(window.session, text) > before;
    if (isShown) judge();
    else if (written || taken() > 0) broken.push(`lost: not shown after the window was ${ended}`);
    else await settle('send the draft', window.session.send(text, []));
  }
  for (let press = 1; press <= 3 && lastAnswer(window.session)?.state !== 'complete'; press++) {
    if (namedTime(window.session) !== undefined) window.passTime();
    if (!client.canLook && lastQuestion(window.session)?.state !== 'failed') allowed++;
    await settle(`retry ${press}`, window.session.retry());
    judge();
    const { error } = lastAnswer(window.session) ?? {};
    if (error?.code.startsWith('timeout-')) broken.push(`retry ${press} waited in vain for a service that is well`);
  }
  const { state } = lastAnswer(window.session) ?? {};
  if (state !== 'complete') broken.push(`no way on: ${ended}, then ${shown(window.session)}`);
  if (taken() === 0) broken.push(`lost: the vendor never got it (${ended})`);
  if (taken() > allowed) broken.push(`sent ${taken()} times (${ended})`);
  window.close();
  return { kind, vendor, ended, struck, sentAgain: taken() > 1, broken };
}

function placeOf({ assistant }: Client, connectionId: string): Omit<Thread, 'id'> {
  return { connectionId, assistantId: assistant.id, title: 'Wieder geöffnet' };
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
  // A window that was opened again shows a question that came to no answer by itself.
  if (!answer && session.transcript.messages.at(-1)?.role === 'user') return;
  if (!answer || !restingStates.has(answer.state)) return void broken.push(`answer left ${answer?.state}`);
  if (answer.state === 'complete' && !told.has(answer.text))
    broken.push(`complete, but not the answer: ${answer.text}`);
  if (['interrupted', 'failed'].includes(answer.state) && !answer.error)
    broken.push(`${answer.state} without a reason`);
  if (answer.error?.code === 'bug') broken.push(`a defect of ours: ${answer.error.detail}`);
}

/** When the service wants to be asked again, as far as it was told. */
function namedTime(session: ChatSession): string | undefined {
  const { error } = lastAnswer(session) ?? lastQuestion(session) ?? {};
  return error?.retryAt ?? session.loadError?.retryAt;
}

function timesShown({ transcript }: ChatSession, text: string): number {
  return transcript.messages.filter((message) => message.role === 'user' && message.text === text).length;
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
