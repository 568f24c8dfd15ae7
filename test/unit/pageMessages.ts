import {
  answerActions,
  codeActions,
  dropProblems,
  type FromWebview,
  noteActions,
  queueActions,
  slashCommands,
} from '../../src/protocol.ts';

type Type = FromWebview['type'];

/** Every message, in each of its forms; the last of each has all of its fields. */
export const messages = {
  ready: [{ type: 'ready' }],
  send: [{ type: 'send', sessionId: 's', to: { connectionId: 'c', assistantId: 'a' }, text: 'a', contextIds: ['c'] }],
  stop: [{ type: 'stop', sessionId: 's' }],
  queued: queueActions.map((action) => ({ type: 'queued', action, sessionId: 's' })),
  'run-command': slashCommands.map((command) => ({ type: 'run-command', command })),
  'delete-question': [{ type: 'delete-question', sessionId: 's', messageId: 'm' }],
  'edit-question': [{ type: 'edit-question', sessionId: 's', messageId: 'm' }],
  'cancel-edit': [{ type: 'cancel-edit', sessionId: 's' }],
  regenerate: [{ type: 'regenerate', sessionId: 's' }],
  draft: [
    { type: 'draft', sessionId: 's', text: '' },
    { type: 'draft', sessionId: 's', text: 'x', basedOn: '' },
  ],
  'draft-rests': [{ type: 'draft-rests' }],
  used: [{ type: 'used' }],
  'formula-copied': [{ type: 'formula-copied' }],
  choose: [
    { type: 'choose', connectionId: 'c', assistantId: 'a' },
    { type: 'choose', connectionId: 'c', assistantId: 'a', carry: { sessionId: 's', text: 'Q' } },
  ],
  'remove-context': [{ type: 'remove-context', sessionId: 's', id: 'c' }],
  'attach-file': [{ type: 'attach-file', sessionId: 's' }],
  'drop-uris': [{ type: 'drop-uris', sessionId: 's', uris: ['file:///a'] }],
  'drop-file': [{ type: 'drop-file', sessionId: 's', name: 'a.pdf', bytes: new ArrayBuffer(2) }],
  'drop-refused': dropProblems.map((reason) => ({ type: 'drop-refused', sessionId: 's', reason })),
  'remove-file': [{ type: 'remove-file', sessionId: 's' }],
  rate: (['positive', 'negative', 'none'] as const).map((rating) => ({
    type: 'rate',
    sessionId: 's',
    messageId: 'm',
    rating,
  })),
  'say-why': [{ type: 'say-why', sessionId: 's', messageId: 'm' }],
  recap: [{ type: 'recap', sessionId: 's' }],
  'load-older': [{ type: 'load-older', sessionId: 's' }],
  answer: answerActions.map((action) => ({ type: 'answer', sessionId: 's', action, messageId: 'm' })),
  code: codeActions.map((action) => ({
    type: 'code',
    sessionId: 's',
    action,
    messageId: 'm',
    firstLine: 0,
    lastLine: 2,
  })),
  'selected-part': [{ type: 'selected-part', sessionId: 's', messageId: 'm', text: 'part' }],
  'show-source': [{ type: 'show-source', sessionId: 's', messageId: 'm', sourceId: '1' }],
  'open-source': [{ type: 'open-source', sessionId: 's', messageId: 'm', sourceId: '1' }],
  'open-link': [{ type: 'open-link', sessionId: 's', messageId: 'm', href: 'https://a.example' }],
  'note-action': [
    { type: 'note-action', action: 'retry' },
    ...noteActions.map((action) => ({ type: 'note-action', sessionId: 's', action, messageId: 'm' }) as const),
  ],
} satisfies { readonly [T in Type]: readonly Extract<FromWebview, { type: T }>[] };
