import type { Message } from '../../model/model.ts';
import type { DocumentForm } from './form.ts';
import type { WriteOptions } from './notesWriter.ts';
import { plainText } from './plainText.ts';
import { writeAnswer } from './writeAnswer.ts';

/** The comment of one line in a programming language. */
export interface LineComment {
  readonly open: string;
  /** Absent where the comment ends with its line. */
  readonly close?: string;
}

export interface Program {
  readonly comment: LineComment;
  /** Whether a block of code with this name is in the document's own language. */
  readonly isOwn: (language: string) => boolean;
  /** The indentation of every line. */
  readonly indentation: string;
}

/** Unicode promises that no text means it. */
const guard = '\ufdd0';
/** Everything that some language takes for the end of a line. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * An answer in a program: what is code of the program's own language as it is, every other line as a comment, so that the
 * file compiles as before.
 */
export function writeInCode(
  { text, sources }: Pick<Message, 'text' | 'sources'>,
  options: Omit<WriteOptions, 'form'>,
  { comment, isOwn, indentation }: Program,
): string {
  const form: DocumentForm = {
    ...plainText,
    codeBlock: (code, language) => (isOwn(language) ? code.replace(/^/gm, guard) : code),
  };
  const clean = (words: string) => words.replaceAll(guard, '\ufffd');
  const named = sources.map((source) => ({
    ...source,
    title: clean(source.title),
    ...(source.section !== undefined && { section: clean(source.section) }),
    ...(source.link !== undefined && { link: clean(source.link) }),
  }));
  const { body, notes } = writeAnswer({ text: clean(text), sources: named }, { ...options, form });
  const written = notes === '' ? body : `${body}\n\n${notes}`;
  const lines = written.split('\n').flatMap((line) => (line.includes(guard) ? [line] : line.split(lineEnd)));
  const isCode = (at: number) => lines[at]?.includes(guard) === true;
  return lines
    .map((line, at) => {
      const code = isCode(at) ? line.slice(line.indexOf(guard) + 1) : undefined;
      if (code !== undefined) return code === '' ? '' : indentation + code;
      if (line.trim() === '' && (isCode(at - 1) || isCode(at + 1))) return '';
      return indentation + commented(line, comment);
    })
    .join('\n');
}

function commented(line: string, { open, close }: LineComment): string {
  if (close !== undefined) return `${open} ${withoutEnd(line, close)} ${close}`;
  const safe = line
    .trimEnd()
    // Ends a script that stands in a page, comment or not.
    .replaceAll('?>', '? >')
    // Java reads such an escape, which may be a line end, before it reads comments.
    .replace(/\\(?=u)/g, open === '//' ? '\\\\' : '\\')
    .replaceAll('%', /^rem$/i.test(open) ? '%%' : '%');
  // A line that ends so would go on in the next one.
  return `${open} ${safe}${/[\\^_]$/.test(safe) ? ` ${open}` : ''}`.trimEnd();
}

/** Returns a line in which a blank parts the sign that would end the comment. */
function withoutEnd(line: string, close: string): string {
  const parted = close.includes('--') ? line.replace(/-(?=-|$)/g, '- ') : line;
  return parted.replaceAll(close, `${close.slice(0, 1)} ${close.slice(1)}`).trimEnd();
}
