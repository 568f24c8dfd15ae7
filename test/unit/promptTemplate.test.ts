import { describe, expect, it } from 'vitest';
import { fillPrompt, usesSelection } from '../../src/chat/text/promptTemplate.ts';

// Named like this, no linter takes them for a template that was forgotten.
const variable = (name: string) => `$\{${name}}`;
const values = { selection: 'One', fileName: 'a.md', documentLanguage: 'markdown', answerLanguage: 'English' };

describe('a prompt', () => {
  it('fills in its variables, and nothing that only looks like one', () => {
    const text = ['selection', 'fileName', 'documentLanguage', 'answerLanguage', 'file', 'env:HOME'].map(variable);
    expect(fillPrompt(text.join(' '), values)).toBe(
      `One a.md markdown English ${variable('file')} ${variable('env:HOME')}`,
    );
  });

  it('leaves in the selected text what looks like a variable, or like a sign of replacing', () => {
    const selection = `${variable('fileName')} $& $1`;
    expect(fillPrompt(`See ${variable('selection')}.`, { ...values, selection })).toBe(`See ${selection}.`);
  });

  it('says whether it is about the selection', () => {
    expect(usesSelection(`a ${variable('selection')}`)).toBe(true);
    expect(usesSelection(`a ${variable('fileName')}`)).toBe(false);
  });
});
