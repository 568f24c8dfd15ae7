import { expect, it } from 'vitest';
import { selectionToReplace } from '../../src/host/documents/selectionToReplace.ts';

const empty = (name: string) => ({ name, isEmpty: true });
const text = (name: string) => ({ name, isEmpty: false });

it.each([
  ['one text is selected', [text('a')], 'a', undefined],
  ['nothing is selected', [empty('a')], 'a', 'none'],
  ['there are several cursors and nothing is selected', [empty('a'), empty('b')], 'a', 'none'],
  ['several texts are selected', [text('a'), text('b'), text('c')], 'a', 'several'],
  ['only one of several cursors has a selection', [empty('a'), text('b')], 'b', undefined],
  ['the main cursor has no selection and two others have', [empty('a'), text('b'), text('c')], 'b', 'several'],
])('tells what is replaced, and whether to ask, when %s', (_, selections, name, ask) => {
  expect(selectionToReplace(selections)).toMatchObject({ selection: { name }, ask });
});
