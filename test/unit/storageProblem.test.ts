import { expect, it } from 'vitest';
import { reportStorageProblem } from '../../src/host/platform/storageProblem.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

it('tells a person of a disk that takes nothing once for each kind, and the log each time', async () => {
  const lines: string[] = [];
  const { prompts, shown } = scriptedPrompts(() => 'Show Log');
  const ignored = () => undefined;
  const log = {
    ...{ debug: ignored, info: ignored, error: ignored },
    warn: (line: string) => void lines.push(line),
    show: () => void lines.push('shown'),
  };
  const error = new Error('ENOSPC');
  for (const type of ['question', 'question', 'draft', 'question'] as const)
    await reportStorageProblem({ log, prompts }, { type, error });
  expect(shown.map(({ text }) => text.split('.')[0])).toEqual([
    'Questions can’t be saved right now',
    'Drafts can’t be saved right now and will be lost when you close this window',
  ]);
  expect(lines.map((line) => line.split(':')[1]?.trim() ?? line)).toEqual([
    'question',
    'shown',
    'question',
    'draft',
    'shown',
    'question',
  ]);
});
