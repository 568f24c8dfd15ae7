import { expect, it } from 'vitest';
import { Emitter } from '../../src/base/emitter.ts';
import type { Thread } from '../../src/chat/model/model.ts';
import { followOpenConversation } from '../../src/chat/session/followOpenConversation.ts';

const ignored = () => undefined;
const log = { debug: ignored, info: ignored, warn: ignored, error: ignored };
const rest = () => new Promise((resolve) => setTimeout(resolve));

const threadOf = (id: string): Thread => ({ connectionId: 'c', assistantId: 'a', id, title: id });

function sessionWith(threadId: string | undefined) {
  const changes = new Emitter<void>(ignored);
  const session = {
    connectionId: 'c',
    assistant: { id: 'a', name: 'A' },
    thread: threadId === undefined ? undefined : threadOf(threadId),
    onChange: changes.subscribe,
  };
  return { session, own: session, changes };
}

type Row = ReturnType<typeof sessionWith>['session'];

/** A list with its rows, in sight or not, and what was revealed in it. */
function listOf({ visible = true, hasRows = true } = {}) {
  const [active, opened, lists, seen] = [
    new Emitter<Row | undefined>(ignored),
    new Emitter<Row>(ignored),
    new Emitter<void>(ignored),
    new Emitter<void>(ignored),
  ];
  const revealed: (string | undefined)[] = [];
  const tree = {
    visible,
    hasRows,
    onSeen: seen.subscribe,
    reveal: async (session: Row) => {
      if (tree.hasRows) revealed.push(session.thread?.id);
      return tree.hasRows;
    },
  };
  const pages = { active: undefined as Row | undefined, onActive: active.subscribe };
  followOpenConversation({
    pages,
    sessions: { onOpened: opened.subscribe },
    directory: { onChange: lists.subscribe },
    tree,
    log,
  });
  const show = async (session: Row) => {
    opened.emit(session);
    pages.active = session;
    active.emit(session);
    await rest();
  };
  return { tree, revealed, show, lists, seen };
}

it('selects the row of the conversation that is opened, once', async () => {
  const list = listOf();
  const { session } = sessionWith('t1');
  await list.show(session);
  await list.show(session);
  expect(list.revealed).toEqual(['t1']);
});

it('leaves a list alone that nobody sees, and shows the place as soon as it is seen', async () => {
  const list = listOf({ visible: false });
  await list.show(sessionWith('t1').session);
  expect(list.revealed).toEqual([]);
  list.tree.visible = true;
  list.seen.emit();
  await rest();
  expect(list.revealed).toEqual(['t1']);
});

it('waits for the list of assistants, as after a reload', async () => {
  const list = listOf({ hasRows: false });
  await list.show(sessionWith('t1').session);
  list.tree.hasRows = true;
  list.lists.emit();
  await rest();
  expect(list.revealed).toEqual(['t1']);
});

it('selects the assistant first, and the conversation once its first question has begun it', async () => {
  const list = listOf();
  const { session, own, changes } = sessionWith(undefined);
  await list.show(session);
  own.thread = threadOf('t2');
  changes.emit();
  await rest();
  expect(list.revealed).toEqual([undefined, 't2']);
});
