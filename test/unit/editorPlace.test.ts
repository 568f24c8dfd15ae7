import { describe, expect, it } from 'vitest';
import { beside, editorPlace } from '../../src/host/documents/editorPlace.ts';
import { isWrittenIn } from '../../src/host/documents/isWrittenIn.ts';

const editor = (viewColumn: number | undefined) => ({ viewColumn });
/** Groups from left to right, each a list of tabs, the last one in front. */
const groups = (...rows: string[][]) =>
  rows.map((tabs, index) => ({ viewColumn: index + 1, tabs, activeTab: tabs.at(-1) }));
const place = (
  last: { viewColumn: number | undefined },
  visible: { viewColumn: number | undefined }[],
  all: ReturnType<typeof groups>,
) =>
  editorPlace(
    last,
    visible,
    all,
    (tab) => tab === 'a.md',
    (tab) => tab === 'chat',
  );

describe('where an answer goes', () => {
  it('takes the editor that was written in last among those that show the document', () => {
    const [left, right] = [editor(1), editor(2)];
    expect(place(right, [left, right], groups(['a.md'], ['a.md'], ['chat']))).toBe(right);
    expect(place(left, [left, right], groups(['a.md'], ['a.md'], ['chat']))).toBe(left);
  });

  it('takes another editor of the same group once VS Code has made the editor anew', () => {
    const [left, right] = [editor(1), editor(2)];
    expect(place(editor(2), [left, right], groups(['a.md'], ['a.md']))).toBe(right);
  });

  it('opens a hidden document in the group that has its tab, not over the chat', () => {
    expect(place(editor(1), [], groups(['a.md', 'b.md'], ['chat']))).toBe(1);
    expect(place(editor(2), [], groups(['chat'], ['a.md', 'b.md']))).toBe(2);
    expect(place(editor(1), [], groups(['b.md'], ['chat'], ['a.md', 'c.md']))).toBe(3);
  });

  it('brings the tab whose cursor was seen last forward, though another group shows the document', () => {
    expect(place(editor(2), [editor(1)], groups(['a.md'], ['a.md', 'chat']))).toBe(2);
  });

  it('takes the document where it is seen once its own tab is closed', () => {
    const left = editor(1);
    expect(place(editor(2), [left], groups(['a.md'], ['chat']))).toBe(left);
  });

  it('opens a document without a tab where no page is covered, else beside', () => {
    expect(place(editor(2), [], groups(['b.md'], ['chat']))).toBe(1);
    expect(place(editor(2), [], groups(['b.md'], ['c.md'], ['chat']))).toBe(2);
    expect(place(editor(1), [], groups(['chat']))).toBe(beside);
    expect(place(editor(1), [], groups([]))).toBe(1);
  });
});

describe('what counts as a document', () => {
  it.each([
    ['file', undefined],
    ['file', 1],
    ['untitled', 2],
    ['vscode-notebook-cell', undefined],
    ['memfs', 1],
    ['ssh', undefined],
  ])('an editor of %s in column %s', (scheme, column) => {
    expect(isWrittenIn(scheme, column, ['ssh'])).toBe(true);
  });

  it.each([
    ['vscode-chat-code-block', undefined],
    ['vscode-chat-code-block', 1],
    ['vscode-chat-input', undefined],
    ['chatSessionInput', undefined],
    ['vscode-interactive-input', undefined],
    ['vscode-scm', undefined],
    ['output', 1],
    ['debug', undefined],
    ['comment', undefined],
    ['accessible-view', undefined],
  ])('no editor of %s in column %s', (scheme, column) => {
    expect(isWrittenIn(scheme, column, ['file'])).toBe(false);
  });
});
