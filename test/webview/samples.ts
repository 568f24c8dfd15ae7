import type { Message } from '../../src/chat/model/model.ts';
import { emptyTranscript, type ThreadEvent, type Transcript } from '../../src/chat/model/transcript.ts';
import type { ChatHead, ChatState } from '../../src/protocol.ts';

export const session = {
  id: 's1',
  connectionId: 'kanzlei',
  connectionLabel: 'Kanzlei A',
  assistant: { id: 'hr', name: 'Haufe Copilot HR', poweredBy: 'Haufe', expectsSources: true },
} as const;

/** The same assistant with everything that Haufe's offer. */
export const offering = {
  ...session,
  assistant: { ...session.assistant, features: ['feedback', 'files', 'long-questions', 'ask-once'] },
} satisfies ChatHead['session'];

export const choices = [
  { connectionId: 'kanzlei', connectionLabel: 'Kanzlei A', assistantId: 'hr', name: 'Haufe Copilot HR' },
  { connectionId: 'kanzlei', connectionLabel: 'Kanzlei A', assistantId: 'tax', name: 'Haufe Copilot Tax' },
  { connectionId: 'support', connectionLabel: 'Support', assistantId: 'onboarding', name: 'Onboarding-Copilot' },
];

export const context = [
  { id: 'c1', label: 'kündigung.md', firstLine: 12, lastLine: 18, text: 'x'.repeat(640) },
  { id: 'c2', label: 'vertrag-probezeit-und-befristung.md', firstLine: 1, lastLine: 3, text: 'y'.repeat(80) },
];

export const sources = [
  {
    id: '1',
    title: 'BGB',
    section: '§ 622 Abs. 3',
    passage: 'Während einer vereinbarten Probezeit …',
    link: 'https://haufe.example/bgb622',
  },
  { id: '2', title: 'Kündigungsfristen im Überblick', passage: 'Die Frist beträgt zwei Wochen.' },
];

const answerText = `Während der Probezeit gilt eine Frist von **zwei Wochen** [1], siehe auch [2] und [7].

| Fall | Frist |
|---|---:|
| Probezeit | 2 Wochen |

\`\`\`ts
const frist = 14;
console.log(frist, 'Tage, ohne dass die Zeile in einem schmalen Fenster umbrochen würde');
\`\`\`

Mehr unter https://www.haufe.example/recht.`;

/** A head with a session; what a test needs differently it gives. */
export function head(changes: Partial<ChatHead> = {}): ChatHead {
  return { session, choices, context: [], sendKey: 'enter', notes: {}, loading: false, ...changes };
}

export function state(changes: Partial<ChatState> = {}): ChatState {
  return { head: head(), transcript: emptyTranscript, draft: '', ...changes };
}

export function question(changes: Partial<Message> = {}): Message {
  return {
    id: 'q1',
    role: 'user',
    text: 'Welche Frist gilt in der Probezeit?',
    createdAt: '2026-11-20T13:02:00Z',
    sources: [],
    context: [],
    state: 'sent',
    ...changes,
  };
}

export function answer(changes: Partial<Message> = {}): Message {
  return {
    id: 'a1',
    role: 'assistant',
    text: answerText,
    createdAt: '2026-11-20T13:02:00Z',
    sources,
    context: [],
    state: 'complete',
    ...changes,
  };
}

export function transcript(...messages: readonly Message[]): Transcript {
  const running = messages.some((message) => message.state === 'asking' || message.state === 'answering');
  return { messages, hasOlder: false, running };
}

/** A question is asked and its answer begins. */
export const asked: readonly ThreadEvent[] = [
  { type: 'question-added', messageId: 'q1', text: 'Welche Frist?', context: [], createdAt: '2026-11-20T13:02:00Z' },
  { type: 'run-start', questionId: 'q1', answerId: 'a1', createdAt: '2026-11-20T13:02:00Z' },
];

export const delta = (text: string): ThreadEvent => ({ type: 'text-delta', delta: text });

export const completed: ThreadEvent = { type: 'run-end', outcome: { type: 'complete' }, at: '2026-11-20T13:02:30Z' };
