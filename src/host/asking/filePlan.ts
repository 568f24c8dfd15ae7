import type { ContextItem } from '../../chat/model/model.ts';
import { type Sentence, t } from '../platform/words.ts';

export type FileProblem = 'folder' | 'unreadable' | 'binary' | 'too-large' | 'empty';

/** A file that is to be asked about: what it says, or why it says nothing. */
export interface AskedFile {
  readonly name: string;
  readonly text: ContextItem | FileProblem;
}

export interface FilePlan {
  /** The one file goes along as a file. */
  readonly asFile: boolean;
  readonly texts: readonly ContextItem[];
  /** One for each file that cannot be asked about. */
  readonly problems: readonly Sentence[];
}

/** Returns how files are asked about: one as a file where the assistant takes it, else as text; of several each as text. */
export function planOf(files: readonly AskedFile[], takes: (name: string) => boolean): FilePlan {
  const [first, ...others] = files;
  const isThere = first !== undefined && first.text !== 'folder' && first.text !== 'unreadable';
  if (isThere && others.length === 0 && takes(first.name)) return { asFile: true, texts: [], problems: [] };
  return {
    asFile: false,
    texts: files.flatMap(({ text }) => (typeof text === 'string' ? [] : [text])),
    problems: files.flatMap(({ name, text }) => (typeof text === 'string' ? [problemSentence(name, text)] : [])),
  };
}

function problemSentence(name: string, problem: FileProblem): Sentence {
  switch (problem) {
    case 'folder':
      return t('“{0}” is a folder. Select files.', name);
    case 'unreadable':
      return t('“{0}” couldn’t be read.', name);
    case 'binary':
      return t('“{0}” isn’t text, and this assistant doesn’t take it as a file.', name);
    case 'too-large':
      return t('“{0}” is too large to be sent as text. Select a part of it, and ask about the selection.', name);
    case 'empty':
      return t('“{0}” is empty.', name);
    default:
      return problem satisfies never;
  }
}
