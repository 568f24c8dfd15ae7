import { describe, expect, it } from 'vitest';
import { type ErrorData, errorCodes } from '../../src/chat/model/errorData.ts';
import { commandOf } from '../../src/host/platform/errors/noteActions.ts';
import { errorNote, errorSentence, firstAction } from '../../src/host/platform/errorText.ts';
import { noteActions } from '../../src/protocol.ts';

describe('what is said of an error', () => {
  it.each(['from-the-future', 'toString', '__proto__', '', undefined])(
    'says of an error whose code is not known what it says of a defect: %s',
    (code) => {
      // As a newer version has written it.
      const foreign: ErrorData = JSON.parse(JSON.stringify({ code }));
      const doubtful: ErrorData = JSON.parse(JSON.stringify({ code, doubt: 'maybe-tomorrow' }));
      expect(errorNote(foreign, 'answer')).toEqual(errorNote({ code: 'bug' }, 'answer'));
      expect(errorNote(doubtful, 'answer')).toEqual(errorNote({ code: 'bug', doubt: 'not-looked' }, 'answer'));
      expect(firstAction(foreign)).toBe(firstAction({ code: 'bug' }));
    },
  );

  it('has a sentence for every code, and a command for every action', () => {
    for (const code of errorCodes) {
      expect(errorSentence({ code })).toMatch(/^[\p{Lu}0-9]/u);
      expect(errorNote({ code }, 'answer').text).toBe(errorSentence({ code }));
      for (const { label } of errorNote({ code }, 'answer').actions) expect(label).toMatch(/\S/);
    }
    for (const action of noteActions)
      expect(commandOf(action)).toMatch(/^(?:expertAssistants\.\w+|workbench\.action\.reloadWindow)$/);
  });

  it('tells the day of a limit that ends on another one, and lets what may help be tried before', () => {
    const far = new Date(Date.now() + 26 * 3_600_000);
    const { text, until } = errorNote({ code: 'rate-limited', retryAt: far.toISOString() }, 'answer');
    expect(text).toContain(far.toLocaleDateString('en', { dateStyle: 'medium' }));
    expect(until).toBeUndefined();
    const retryAt = new Date(Date.now() + 60_000).toISOString();
    expect(errorNote({ code: 'rate-limited', retryAt }, 'answer').until).toBe(retryAt);
    expect(errorNote({ code: 'rate-limited', retryAt, doubt: 'not-looked' }, 'answer').until).toBe(retryAt);
  });

  it.each(errorCodes)('offers something that helps beside the log: %s', (code) => {
    for (const purpose of ['answer', 'thread'] as const) {
      const helping = errorNote({ code }, purpose).actions.filter(({ action }) => action !== 'show-log');
      expect(helping).not.toEqual([]);
    }
  });

  it.each([
    ['answer-filtered', 'Edit Question'],
    ['invalid-request', 'Edit Question'],
    ['question-refused', 'Edit Question'],
    ['message-too-long', 'Edit Question'],
    ['key-rejected', 'Set API Key…'],
    ['forbidden', 'Set API Key…'],
    ['file-gone', 'Remove File'],
    ['file-type', 'Remove File'],
    ['assistant-unavailable', 'Choose Another'],
  ] as const)('offers first what helps most: %s', (code, label) => {
    expect(errorNote({ code }, 'answer').actions[0]?.label).toBe(label);
  });

  it('offers to edit a refused question or to start a new session, and not to send it as it was', () => {
    const { text, actions } = errorNote({ code: 'question-refused', host: 'copilot.example' }, 'answer');
    expect(text).toContain('copilot.example');
    expect(actions.map(({ action }) => action)).toEqual(['edit-question', 'new-session', 'show-log']);
    expect(actions.map(({ label }) => label).slice(0, 2)).toEqual(['Edit Question', 'Start New Session']);
  });
});
