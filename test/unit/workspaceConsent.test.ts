import { describe, expect, it } from 'vitest';
import { WorkspaceConsent } from '../../src/host/platform/services/workspaceConsent.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

/** A workspace in Restricted Mode, and a person who answers with `answers`, one for each time they are asked. */
function restricted(...answers: (string | undefined)[]) {
  let kept: boolean | undefined;
  let isTrusted = false;
  const { prompts, shown } = scriptedPrompts(() => answers.shift());
  const value = {
    get: () => kept,
    set: async (next: boolean) => {
      kept = next;
    },
  };
  const consent = new WorkspaceConsent(value, prompts, () => isTrusted);
  return {
    consent,
    asked: () => shown.length,
    shown,
    anotherWindow: () => new WorkspaceConsent(value, prompts, () => isTrusted),
    trust: () => {
      isTrusted = true;
    },
  };
}

describe('the consent to send text of a workspace', () => {
  it('asks once in a restricted workspace, and remembers a yes for its other windows', async () => {
    const { consent, asked, anotherWindow } = restricted('Send');
    expect(consent.isNeeded).toBe(true);
    expect([await consent.mayLeave(), await consent.mayLeave(), asked()]).toEqual([true, true, 1]);
    const other = anotherWindow();
    expect([other.isNeeded, await other.mayLeave(), asked()]).toEqual([false, true, 1]);
  });

  it('says why it asks, and offers one button beside leaving it', async () => {
    const { consent, shown } = restricted(undefined);
    await consent.mayLeave();
    expect(shown).toEqual([
      {
        as: 'confirm',
        text: 'Send text and files of this workspace?',
        detail: expect.stringMatching(/Restricted Mode[\s\S]*once for this workspace/),
        buttons: ['Send'],
      },
    ]);
  });

  it('remembers no refusal: nothing goes out, and the next question asks again', async () => {
    const { consent, asked } = restricted(undefined, 'Send');
    expect([await consent.mayLeave(), consent.isNeeded]).toEqual([false, true]);
    expect([await consent.mayLeave(), asked()]).toEqual([true, 2]);
  });

  it('asks once for questions that want it at the same time', async () => {
    const { consent, asked } = restricted('Send');
    expect(await Promise.all([consent.mayLeave(), consent.mayLeave(), consent.mayLeave()])).toEqual([true, true, true]);
    expect(asked()).toBe(1);
  });

  it('takes a trusted workspace for a yes, without a question', async () => {
    const { consent, asked, trust } = restricted();
    trust();
    expect([consent.isNeeded, await consent.mayLeave(), asked()]).toEqual([false, true, 0]);
  });

  it('holds no yes that cannot be written down: the failure is the caller’s, and the next question asks again', async () => {
    const { prompts, shown } = scriptedPrompts(() => 'Send');
    const full = { get: () => undefined, set: () => Promise.reject(new Error('disk full')) };
    const consent = new WorkspaceConsent(full, prompts, () => false);
    await expect(consent.mayLeave()).rejects.toThrow('disk full');
    await expect(consent.mayLeave()).rejects.toThrow('disk full');
    expect(shown).toHaveLength(2);
  });
});
