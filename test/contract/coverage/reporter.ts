import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { elsewhere, type Row, table } from './rows.mts';

/**
 * After the contract tests: which test covers which endpoint, error and open question of the vendors' contracts, and
 * how much traffic was held against their documents. The run fails when a row has no test.
 */
export default class CoverageReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const own = modules.filter(({ project }) => project.name === 'contract');
    const project = own[0]?.project;
    if (!project || !this.#vitest) return;
    const tests = own.flatMap((module) => [...module.children.allTests()]);
    const logger = this.#vitest.logger;
    write('traffic', trafficTable(tests));
    const { testFiles } = await project.globTestFiles();
    // A choice of tests says nothing about what the others cover.
    if (own.length < testFiles.length || tests.some((test) => test.result().state === 'skipped')) return;
    const { lines, problems } = coverage(tests);
    write('coverage', ["Coverage of the vendors' contracts", ...lines].join('\n'));
    for (const problem of problems) logger.error(`coverage: ${problem}`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

/** A green run is short: its tables are for those who look. */
function write(name: string, table: string): void {
  mkdirSync('out', { recursive: true });
  writeFileSync(`out/contract-${name}.txt`, `${table}\n`);
}

function trafficTable(tests: readonly TestCase[]): string {
  const all = new Map<string, { requests: number; answers: number }>();
  for (const test of tests) {
    for (const [endpoint, { requests, answers }] of Object.entries(test.meta().traffic ?? {})) {
      const sum = all.get(endpoint) ?? { requests: 0, answers: 0 };
      all.set(endpoint, { requests: sum.requests + requests, answers: sum.answers + answers });
    }
  }
  const lines = [...all]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(
      ([endpoint, { requests, answers }]) =>
        `${String(requests).padStart(7)} ${String(answers).padStart(7)}  ${endpoint}`,
    );
  return ["MemoryOverlay against the vendors' documents", 'request  answer  endpoint', ...lines].join('\n');
}

function coverage(tests: readonly TestCase[]): { readonly lines: string[]; readonly problems: string[] } {
  const problems: string[] = [];
  const lines = table.map((row) => {
    const proof = proofOf(row, tests, problems);
    if (!proof) problems.push(`no test covers ${row.name} (${row.title})`);
    return `${row.name.padEnd(52)} ${row.title.slice(0, 60).padEnd(60)}  ${proof ?? 'NO TEST'}`;
  });
  return { lines, problems };
}

/** What shows that `row` is covered, in words; undefined when nothing does. */
function proofOf(row: Row, tests: readonly TestCase[], problems: string[]): string | undefined {
  const { name, endpoint, neverCalled } = row;
  const callers = tests.filter((test) => endpoint !== undefined && test.meta().traffic?.[endpoint]);
  if (neverCalled !== undefined) {
    for (const test of callers) problems.push(`${name} is called by "${test.fullName}"`);
    return `never called: ${neverCalled}`;
  }
  const found =
    endpoint === undefined
      ? tests.filter(({ tags }) => tags.includes(name))
      : callers.filter((test) => (test.meta().traffic?.[endpoint]?.successes ?? 0) > 0);
  const other = (elsewhere as Readonly<Record<string, { file: string; test: string }>>)[name];
  if (other && !readFileSync(other.file, 'utf8').includes(other.test)) {
    problems.push(`${name}: ${other.file} has no test "${other.test}"`);
  }
  const [first] = found;
  const names = [
    ...(first ? [`${basename(first.module.moduleId, '.test.ts')}: ${first.name}`] : []),
    ...(found.length > 1 ? [`and ${found.length - 1} more`] : []),
    ...(other ? [`${other.file}: ${other.test}`] : []),
  ];
  return names.length > 0 ? names.join(', ') : undefined;
}
