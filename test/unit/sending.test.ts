import { describe, expect, it } from 'vitest';
import { maximumQuestionLength } from '../../src/chat/model/questionText.ts';
import { type NextQuestion, refusal, type SendingState } from '../../src/chat/session/sending.ts';

const free: SendingState = {
  assistant: {},
  open: true,
  running: false,
  loading: false,
  busyElsewhere: false,
  editing: false,
  fileWaiting: false,
};
const question: NextQuestion = { text: 'Is clause 4 valid?', context: [] };
const long = 'x'.repeat(maximumQuestionLength);
const passage = (text: string) => [{ id: 'p', label: 'a.md', text, firstLine: 1, lastLine: 1 }];

describe('a question', () => {
  it.each<[string, Partial<SendingState>, NextQuestion, string | undefined]>([
    ['goes out where nothing is in its way', {}, question, undefined],
    ['goes out as a passage alone', {}, { text: ' ', context: passage('§ 622') }, undefined],
    ['goes out at the limit', {}, { ...question, text: long }, undefined],
    [
      'goes out in parts where the assistant takes them',
      { assistant: { features: ['long-questions'] } },
      { ...question, text: `${long}x` },
      undefined,
    ],
    ['with a recap goes out at the limit', {}, { ...question, text: long.slice(7), recap: 'Told' + '!' }, undefined],
    ['stays where the conversation was closed', { open: false }, question, 'closed'],
    ['stays while an answer runs', { running: true }, question, 'running'],
    ['stays while messages are read', { loading: true }, question, 'loading'],
    ['stays while another window waits for an answer', { busyElsewhere: true }, question, 'busyElsewhere'],
    ['stays while the last one is being changed', { editing: true }, question, 'editing'],
    ['stays while its file is on its way', { fileWaiting: true }, question, 'fileWaiting'],
    ['without a word stays', {}, { text: ' \n', context: [] }, 'message-empty'],
    ['with half a character stays', {}, { text: '\ud83d', context: [] }, 'invalid-request'],
    ['over the limit stays', {}, { ...question, text: `${long}x` }, 'message-too-long'],
    ['over the limit with its passages stays', {}, { ...question, context: passage(long) }, 'message-too-long'],
    ['over the limit with its recap stays', {}, { ...question, text: long, recap: 'Told' }, 'message-too-long'],
    [
      'goes out where the assistant takes longer ones',
      { assistant: { maximumLength: 1_000_000 } },
      { ...question, text: 'x'.repeat(72_000), recap: 'Told' },
      undefined,
    ],
    [
      'over the limit of the assistant stays',
      { assistant: { maximumLength: 1_000_000 } },
      { ...question, text: 'x'.repeat(1_000_001) },
      'message-too-long',
    ],
    ['with half a character in its recap stays', {}, { ...question, recap: '\udc00' }, 'invalid-request'],
    ['without a word stays, with a recap too', {}, { text: '', context: [], recap: 'Told' }, 'message-empty'],
  ])('a question %s', (_, state, asked, expected) => {
    expect(refusal({ ...free, ...state }, asked)).toBe(expected);
  });
});
