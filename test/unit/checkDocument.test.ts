import { describe, expect, it } from 'vitest';
import type { ContextItem, Message } from '../../src/chat/model/model.ts';
import type { MarginLink } from '../../src/chat/ports/documentLinks.ts';
import { anchorOf } from '../../src/chat/text/anchors/anchor.ts';
import { sectionsOf } from '../../src/chat/text/sections.ts';
import type { AskedInMargin } from '../../src/host/margin/askInThread.ts';
import { planCheck, runCheck } from '../../src/host/margin/checkPlan.ts';
import { findingOf } from '../../src/host/margin/marginContent.ts';
import { plain } from '../../src/host/platform/words.ts';

describe('the sections of a document', () => {
  it.each([
    [
      'markdown',
      '# A\n\nx\n\n```\n# no\n```\n\n## B ##\ny\n',
      [
        ['A', 0, 6],
        ['B', 8, 9],
      ],
    ],
    [
      'latex',
      '\\section{A}\nx\n\\subsection*{B}\ny',
      [
        ['A', 0, 1],
        ['B', 2, 3],
      ],
    ],
    [
      'asciidoc',
      'x\n== B\ny',
      [
        ['', 0, 0],
        ['B', 1, 2],
      ],
    ],
    [
      'plaintext',
      '§ 1 Gegenstand\nx\n\n§ 2 Frist\ny',
      [
        ['§ 1 Gegenstand', 0, 1],
        ['§ 2 Frist', 3, 4],
      ],
    ],
    ['plaintext', 'x\ny\n', [['', 0, 1]]],
    ['markdown', '# A\n\n# B\nx', [['B', 2, 3]]],
    ['markdown', ' \n', []],
  ] as const)('finds the sections below the headings of %s: %j', (language, text, expected) => {
    const found = sectionsOf(text, language).map(({ title, firstLine, lastLine }) => [title, firstLine, lastLine]);
    expect(found).toEqual(expected);
  });
});

describe('the questions of a check', () => {
  const context = (text: string): ContextItem => ({ id: text, label: 'a.md', firstLine: 1, lastLine: 1, text });
  const variables = { fileName: 'a.md', documentLanguage: 'markdown', answerLanguage: 'German' };
  const plan = (text: string) => planCheck([{ context: context('§ 1') }], [{ name: 'P', text }], variables)[0];

  it('asks every prompt about every section, in the order of the document', () => {
    const sections = [{ context: context('1') }, { context: context('2') }];
    const prompts = ['a', 'b'].map((name) => ({ name, text: name }));
    const planned = planCheck(sections, prompts, variables);
    expect(planned.map(({ prompt, section }) => prompt + section.context.text)).toEqual(['a1', 'b1', 'a2', 'b2']);
  });

  it('sends a section once, as context or where the prompt names it', () => {
    expect(plan(`Check:\n\n\${selection}`)).toMatchObject({ text: 'Check:', context: [{ text: '§ 1' }] });
    expect(plan(`Is \${selection} valid in \${fileName}?`)).toMatchObject({
      text: 'Is § 1 valid in a.md?',
      context: [],
    });
    expect(plan('What is missing?')).toMatchObject({ text: 'What is missing?', context: [{ text: '§ 1' }] });
  });

  const run = async (ask: (question: number, stop: AbortController) => AskedInMargin) => {
    const stop = new AbortController();
    const asked: number[] = [];
    const steps = {
      ask: async (question: number) => {
        asked.push(question);
        return ask(question, stop);
      },
      report: () => undefined,
    };
    return { result: await runCheck([1, 2, 3], steps, stop.signal), asked };
  };

  it('asks one after the other, and all of them', async () => {
    expect(await run(() => ({ type: 'ended' }))).toEqual({ result: { asked: 3 }, asked: [1, 2, 3] });
  });

  it('ends at the first that could not be sent, and says why', async () => {
    const { result, asked } = await run((question) =>
      question === 2 ? { type: 'unsent', why: plain('No key.') } : { type: 'ended' },
    );
    expect([result, asked]).toEqual([{ asked: 1, why: 'No key.' }, [1, 2]]);
  });

  it('sends no further question once it is canceled', async () => {
    const { result, asked } = await run((_, stop) => {
      stop.abort();
      return { type: 'ended' };
    });
    expect([result, asked]).toEqual([{ asked: 1 }, [1]]);
  });
});

describe('a finding', () => {
  const source = { id: '1', title: 'BGB', section: '§ 622', passage: '' };
  const answer = {
    ...{ id: 'a', role: 'assistant', text: 'Outdated [x](command:y)\nsince 2024 [1].', sources: [source], context: [] },
    state: 'complete',
  } as Message;
  const link: MarginLink = {
    ...{ id: 'l', connectionId: 'c', assistant: { id: 'hr', name: 'HR' }, uri: 'file:///a.md', context: [] },
    anchor: anchorOf('§ 622', { line: 0, character: 0 }, { line: 0, character: 5 }),
    ...{ finding: 'Current law', messages: [answer], isResolved: false },
  };

  it('names its question, what was answered, and the sources, as plain words', () => {
    expect(findingOf(link)).toBe('Current law: Outdated [x] (command:y) since 2024 [1].\nSources: [1] BGB, § 622');
    expect(findingOf({ ...link, finding: 'What is missing?' })).toMatch(/^What is missing: Outdated/);
  });

  it.each<[string, Partial<MarginLink>]>([
    ['it is resolved', { isResolved: true }],
    ['it is still being answered', { messages: [{ ...answer, state: 'answering' }] }],
    ['nothing was answered', { messages: [] }],
  ])('shows no problem while %s', (_, more) => {
    expect(findingOf({ ...link, ...more })).toBeUndefined();
  });

  it('shows no problem where no check asked', () => {
    const { finding: _, ...asked } = link;
    expect(findingOf(asked)).toBeUndefined();
  });
});
