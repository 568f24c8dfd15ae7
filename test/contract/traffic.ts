import { afterAll, afterEach, beforeEach } from 'vitest';
import { type Exchange, observeExchanges } from '../service/exchanges.ts';
import { judge, type Wire } from './openapi/judge.ts';

/** Set up before every contract test: what went over the wire in it must be what the vendors' documents describe. */

declare module 'vitest' {
  interface TaskMeta {
    /** What was held against the documents, by endpoint. */
    traffic?: Record<string, Traffic>;
  }
}

/** How many requests of a test an endpoint got, how many the vendor itself answered, and how many with success. */
export interface Traffic {
  readonly requests: number;
  readonly answers: number;
  readonly successes: number;
}

let waiting: Wire[] = [];
let excused: { readonly problem: RegExp; readonly reason: string }[] = [];

/**
 * The test means to deviate from a document: problems that match `problem` are excused in it, and it fails when there
 * is none. `reason` says why the deviation is right.
 */
export function deviates(problem: RegExp, reason: string): void {
  excused.push({ problem, reason });
}

/** Takes one exchange to be judged at the end of the test. */
export function record(wire: Wire): void {
  waiting.push(wire);
}

observeExchanges(({ request, reply }) => record({ ...request, answer: reply && wireAnswer(reply) }));

function wireAnswer({ status, headers = {}, pieces }: NonNullable<Exchange['reply']>): NonNullable<Wire['answer']> {
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
  return { status, contentType: headers['content-type'] ?? '', body: Buffer.concat(bytes).toString('utf8') };
}

beforeEach(() => {
  excused = [];
});

afterEach(({ task }) => {
  const judgements = waiting.map((wire) => ({ ...judge(wire), status: wire.answer?.status }));
  waiting = [];
  const traffic: NonNullable<typeof task.meta.traffic> = {};
  for (const { endpoint, status } of judgements) {
    const { requests, answers, successes } = traffic[endpoint] ?? { requests: 0, answers: 0, successes: 0 };
    traffic[endpoint] = {
      requests: requests + 1,
      answers: answers + (status === undefined ? 0 : 1),
      successes: successes + (status !== undefined && status < 300 ? 1 : 0),
    };
  }
  task.meta.traffic = traffic;
  const problems = judgements.flatMap(({ endpoint, problems: found }) => found.map((each) => `${endpoint}: ${each}`));
  const stale = excused.filter(({ problem }) => !problems.some((each) => problem.test(each)));
  const left = problems.filter((each) => !excused.some(({ problem }) => problem.test(each)));
  const told = [...new Set(left), ...stale.map(({ reason }) => `nothing deviates any more: ${reason}`)];
  if (told.length > 0) throw new Error(`not as the vendors' documents say:\n${told.join('\n')}`);
});

afterAll(() => {
  const problems = waiting.flatMap((wire) => judge(wire).problems);
  waiting = [];
  if (problems.length > 0) throw new Error(`not as the vendors' documents say:\n${problems.join('\n')}`);
});
