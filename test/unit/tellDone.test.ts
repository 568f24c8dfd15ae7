import { expect, it, vi } from 'vitest';
import type { Message } from '../../src/chat/model/model.ts';
import type { ThreadEvent } from '../../src/chat/model/transcript.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';
import { watchSessions } from '../../src/host/chat/watchSessions.ts';
import { scriptedPrompts } from './scriptedPrompts.ts';

vi.mock('vscode', () => ({
  commands: { executeCommand: async () => undefined },
  workspace: { getConfiguration: () => ({ get: () => 'always' }) },
  window: {
    state: { focused: false },
    onDidChangeWindowState: () => ({ dispose: () => undefined }),
  },
}));

const answer = (state: Message['state']): Message => ({
  ...{ id: state, role: 'assistant', text: 'A', sources: [], context: [] },
  state,
});

it('says that an answer is ready though a question that waited is on its way by then', async () => {
  const { prompts, shown } = scriptedPrompts();
  const none = () => undefined;
  let tell: (event: ThreadEvent) => void = none;
  const session = {
    assistant: { id: 'a', name: 'A' },
    transcript: { messages: [answer('complete')] },
    onChange: none,
    onEvent: (listener: typeof tell) => {
      tell = listener;
    },
  };
  const parts = {
    sessions: {
      open: [],
      onOpened: (opened: (of: ChatSession) => void) => opened(session as never),
      onClosed: none,
    },
    pages: { active: undefined, onActive: none },
    drafts: { recover: async () => false, written: none },
    chips: { save: none },
    views: { showDraft: none, sees: () => false },
    unseen: { add: none, remove: none, isShownElsewhere: () => false },
    prompts,
  };
  watchSessions(parts as never);
  tell({ type: 'run-end', outcome: { type: 'complete' }, at: '' });
  session.transcript.messages.push(answer('asking'));
  await vi.waitFor(() => expect(shown.map(({ text }) => text)).toEqual(['A has answered.']));
});
