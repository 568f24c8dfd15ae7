import { expect, it } from 'vitest';
import type { Thread } from '../../src/chat/model/model.ts';
import { ThreadNodes } from '../../src/host/threads/threadNodes.ts';
import { type AssistantNode, TreeNodes } from '../../src/host/threads/treeNodes.ts';

const connection = (id: string) => ({ id, provider: 'demo', name: id }) as const;
const thread = (id: string): Thread => ({ connectionId: 'c', assistantId: 'hr', id, title: id });

function tree() {
  const nodes = new TreeNodes();
  const assistant = (of: string, id: string): AssistantNode => {
    nodes.of({ kind: 'connection', connection: connection(of) }, of);
    return nodes.of({ kind: 'assistant', connection: connection(of), assistant: { id, name: id } }, of, id);
  };
  const parent = assistant('c', 'hr');
  const list = (...ids: string[]) =>
    ids.map((id) => nodes.of({ kind: 'thread', parent, thread: thread(id), folder: undefined }, 'c', 'hr', id));
  return { nodes, assistant, list };
}

it('gives the same row for the same conversation, with what is known of it last', () => {
  const { nodes, list } = tree();
  const [first] = list('t');
  nodes.prune(['c', 'hr'], ['t']);
  expect(list('t')[0]).toBe(first);
  expect(nodes.find('thread', 'c', 'hr', 't')).toBe(first);
  expect(nodes.find('folder', 'c', 'hr', 't')).toBeUndefined();
});

it('holds no more rows than are listed, however often others took their place', () => {
  const { nodes, list } = tree();
  for (let reading = 0; reading < 100; reading++) {
    const ids = [`t${reading}`, `t${reading + 1}`];
    list(...ids);
    nodes.prune(['c', 'hr'], ids);
  }
  // With the connection and its assistant.
  expect(nodes.size).toBe(4);
});

it('lets go of all below a connection that is removed, and of nothing else', () => {
  const { nodes, assistant, list } = tree();
  const [row] = list('t');
  const other = assistant('other', 'hr');
  expect(nodes.prune([], ['other'])).toEqual(expect.arrayContaining([row]));
  expect([nodes.size, nodes.find('assistant', 'other', 'hr')]).toEqual([2, other]);
});

it('lets go of the conversations of an assistant that is listed no more, and tells whose they were', () => {
  const { nodes, assistant, list } = tree();
  list('t');
  const former = nodes.find('assistant', 'c', 'hr');
  const next = assistant('c', 'tax');
  expect(nodes.prune(['c'], ['tax'])).toContain(former);
  expect(nodes.find('thread', 'c', 'hr', 't')).toBeUndefined();
  expect(nodes.find('assistant', 'c', 'tax')).toBe(next);
});

it('lets go of the row of a conversation that its list no longer has', async () => {
  const { nodes, assistant } = tree();
  const folders = { read: async () => ({ folders: [], of: () => undefined }) };
  const rows = new ThreadNodes(folders, nodes);
  const parent = assistant('c', 'hr');
  await rows.list(parent, [thread('deleted'), thread('t')]);
  await rows.list(parent, [thread('t')]);
  expect(nodes.find('thread', 'c', 'hr', 'deleted')).toBeUndefined();
  expect(nodes.find('thread', 'c', 'hr', 't')).toBeDefined();
});
