import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { textStep } from '../../src/host/platform/wizard.ts';
import type { Sentence } from '../../src/host/platform/words.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

const root = path.join(import.meta.dirname, '../../src/host');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join(root, file), 'utf8'));

it('keeps every input box, with what was typed in it, while the person looks something up elsewhere', () => {
  const boxes = sources.flatMap((text) =>
    [...text.matchAll(/showInputBox\(\{[\s\S]*?\n {4}\}\)/g)].map(([call]) => call),
  );
  expect(boxes).not.toEqual([]);
  for (const box of boxes) expect(box).toContain('ignoreFocusOut: true');
  const calls = sources.join('\n').match(/showInputBox\(/g) ?? [];
  expect(boxes).toHaveLength(calls.length);
});

it('keeps a step of a wizard while the person looks something up elsewhere', async () => {
  const { prompts } = scriptedPrompts(() => 'typed');
  const made: { ignoreFocusOut?: boolean }[] = [];
  const liveInput = () => {
    const input = prompts.liveInput();
    made.push(input);
    return input;
  };
  const title = 'Title' as Sentence;
  await textStep({ prompts: { ...prompts, liveInput } }, { title, step: 1 }, { prompt: title });
  expect(made.map(({ ignoreFocusOut }) => ignoreFocusOut)).toEqual([true]);
});
