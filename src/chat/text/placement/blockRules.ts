import type { ProseForm } from '../forms/languages.ts';
import type { BlockRules } from './lineBlocks.ts';

const indentation = (line: string) => line.length - line.trimStart().length;
const count = (line: string, pattern: RegExp) => line.match(pattern)?.length ?? 0;
const sameLine = (line: string) => (other: string) => other.trimEnd() === line.trimEnd();

/** A list that has empty lines between its items, and what is indented below one of them. */
function listGoesOn(marker: RegExp): (first: string, next: string) => boolean {
  return (first, next) =>
    marker.test(first) &&
    (indentation(next) > indentation(first) || (marker.test(next) && indentation(next) === indentation(first)));
}

const latex: BlockRules = {
  closes(line) {
    const [, name] = /\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|comment)\}/.exec(line) ?? [];
    return name === undefined ? undefined : (other) => other.includes(`\\end{${name}}`);
  },
  depth: (line) =>
    count(line.replace(/(?<!\\)%.*/, ''), /\\begin\{(?!document\})|\\\[/g) - count(line, /\\end\{(?!document\})|\\\]/g),
  isAlone: (line) => /^\s*\\(?:begin|end)\{document\}/.test(line),
};

const asciidocItem = /^\s*(?:[*.-]{1,5}|\d+\.|<(?:\d+|\.)>)\s+\S/;
const asciidoc: BlockRules = {
  closes: (line) =>
    /^(?:([=\-.*_+/])\1{3,}|[|,:!]={3,}|--|`{3,}\S*)\s*$/.test(line)
      ? sameLine(line.replace(/^(`+)\S*/, '$1'))
      : undefined,
  goesOn: (first, next) => asciidocItem.test(first) && asciidocItem.test(next),
};

const restructuredItem = /^\s*(?:[-*+•]|\(?(?:\d+|#|[a-zA-Z])[.)])\s/;
const restructuredText: BlockRules = {
  goesOn: (first, next) => indentation(next) > indentation(first) || listGoesOn(restructuredItem)(first, next),
};

const typst: BlockRules = {
  closes: (line) => {
    const [, fence] = /^\s*(`{3,})[^`]*$/.exec(line) ?? [];
    return fence === undefined ? undefined : (other) => other.trim().startsWith(fence);
  },
  depth: (line) => {
    const bare = line.replace(/\\.|"(?:[^"\\]|\\.)*"|\/\/.*/g, '');
    return count(bare, /[([{]/g) - count(bare, /[)\]}]/g);
  },
  goesOn: listGoesOn(/^\s*(?:[-+]|\d+\.|\/)\s/),
};

const org: BlockRules = {
  closes(line) {
    const [, name] = /^\s*#\+begin_(\S+)/i.exec(line) ?? [];
    if (name !== undefined) return (other) => other.trim().toLowerCase() === `#+end_${name.toLowerCase()}`;
    return /^\s*:[\w-]+:\s*$/.test(line) && !/^\s*:end:/i.test(line)
      ? (other) => /^\s*:end:\s*$/i.test(other)
      : undefined;
  },
  goesOn: listGoesOn(/^\s*(?:[-+]|\d+[.)])\s/),
  isAlone: (line) => /^\*+ /.test(line),
};

/** The rules of forms whose blocks their lines tell; Markdown's and HTML's need more. */
export const blockRules: Readonly<Record<Exclude<ProseForm, 'markdown' | 'mdx' | 'html'>, BlockRules>> = {
  latex,
  asciidoc,
  restructuredText,
  typst,
  org,
  plain: {},
};
