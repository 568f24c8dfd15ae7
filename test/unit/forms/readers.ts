/** What the formats' own tools read in a document: no code of ours takes part. */
import { convert } from '@asciidoctor/core';
import { parse as parseLatex } from '@unified-latex/unified-latex-util-parse';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { RstToHtmlCompiler } from 'rst-compiler';
import { unified } from 'unified';
import { parse as parseOrg } from 'uniorg-parse/lib/parser.js';

/** What a reader makes of a document. */
export interface Read {
  /** Its words, without those of notes and without white space. */
  readonly words: string;
  /** What its notes say, in order. */
  readonly notes: readonly string[];
  /** How often a note is referred to, the first time included. */
  readonly references: number;
}

/** What cannot be seen is no part of the words. */
export function bare(text: string): string {
  return text.replace(/[\s\u2060]/g, '');
}

interface AnyNode {
  readonly type: string;
  readonly value?: unknown;
  readonly content?: unknown;
  readonly children?: readonly AnyNode[];
  readonly args?: readonly { readonly content: readonly AnyNode[] }[];
}

export function readLatex(text: string): Read {
  const notes: string[] = [];
  let references = 0;
  const named: Readonly<Record<string, string>> = {
    textbackslash: '\\',
    textasciitilde: '~',
    textasciicircum: '^',
    textless: '<',
    textgreater: '>',
    textbar: '|',
    textasciigrave: '`',
  };
  const read = (nodes: readonly AnyNode[]): string => nodes.map(one).join('');
  const one = (node: AnyNode): string => {
    const content = typeof node.content === 'string' ? node.content : '';
    const args = () => read((node.args ?? []).flatMap((argument) => argument.content));
    switch (node.type) {
      case 'string':
        return content === '&' ? '' : content;
      case 'verbatim':
      case 'verb':
        return content;
      case 'macro':
        if (content === 'footnote') {
          references++;
          notes.push(args());
          return '';
        }
        if (content === 'textsuperscript' || content === 'ref') {
          references++;
          return '';
        }
        if (
          ['label', 'setcounter', 'hline', 'item', 'newline', '\\', 'noindent', 'rule', 'linewidth'].includes(content)
        )
          return content === 'item' ? args() : '';
        if (content in named) return named[content] ?? '';
        if (/^[%&#_{}$]$/.test(content)) return content;
        if (
          ['textbf', 'emph', 'texttt', 'section', 'subsection', 'subsubsection', 'paragraph', 'subparagraph'].includes(
            content,
          )
        )
          return args();
        throw new Error(`LaTeX would not know \\${content}`);
      case 'group':
      case 'root':
      case 'environment':
      case 'mathenv':
        return Array.isArray(node.content) ? read(node.content as readonly AnyNode[]) : '';
      case 'whitespace':
      case 'parbreak':
        return ' ';
      case 'comment':
        throw new Error(`A comment: ${content}`);
      case 'inlinemath':
      case 'displaymath':
        throw new Error('A formula');
      default:
        throw new Error(`LaTeX: ${node.type}`);
    }
  };
  const words = read([parseLatex(text) as AnyNode]);
  // LaTeX without packages has no links: their addresses stand behind them.
  const unlinked = bare(words).replaceAll(/\(https:\/\/a\.example\/b_c\?d=e&f=\(g\)\*~h\)/g, '');
  return { words: unlinked, notes, references };
}

type HtmlNode = DefaultTreeAdapterTypes.ChildNode;

function htmlText(node: HtmlNode, leave: (node: HtmlNode) => boolean): string {
  if (leave(node)) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map((child) => htmlText(child, leave)).join('') : '';
}

function classOf(node: HtmlNode): string {
  return 'attrs' in node ? (node.attrs.find(({ name }) => name === 'class')?.value ?? '') : '';
}

function idOf(node: HtmlNode): string {
  return 'attrs' in node ? (node.attrs.find(({ name }) => name === 'id')?.value ?? '') : '';
}

function all(nodes: readonly HtmlNode[], wanted: (node: HtmlNode) => boolean): HtmlNode[] {
  return nodes.flatMap((node) => [
    ...(wanted(node) ? [node] : []),
    ...('childNodes' in node ? all(node.childNodes, wanted) : []),
  ]);
}

export async function readAsciidoc(text: string): Promise<Read> {
  const html = String(await convert(text, { safe: 'secure' }));
  const { childNodes } = parseFragment(html);
  const isNotes = (node: HtmlNode) => idOf(node) === 'footnotes';
  const isMark = (node: HtmlNode) => /^footnote(?:ref)?$/.test(classOf(node));
  const words = childNodes.map((node) => htmlText(node, (at) => isNotes(at) || isMark(at))).join('');
  const notes = all(childNodes, (node) => classOf(node) === 'footnote' && idOf(node).startsWith('_footnotedef'));
  return {
    words: bare(words),
    notes: notes.map((note) =>
      htmlText(note, () => false)
        .trim()
        .replace(/^\d+\. /, ''),
    ),
    references: all(childNodes, (node) => node.nodeName === 'sup' && /^footnote/.test(classOf(node))).length,
  };
}

export function readHtml(text: string): Read {
  const { childNodes } = parseFragment(text);
  const isNote = (node: HtmlNode) => node.nodeName === 'li' && idOf(node).startsWith('fn-');
  const words = childNodes.map((node) => htmlText(node, (at) => isNote(at) || at.nodeName === 'sup')).join('');
  return {
    words: bare(words),
    notes: all(childNodes, isNote).map((note) => htmlText(note, () => false)),
    references: all(childNodes, (node) => node.nodeName === 'sup').length,
  };
}

interface Tree {
  readonly type: string;
  readonly value?: unknown;
  readonly children?: readonly Tree[];
  readonly utf8?: unknown;
}

export async function readRestructured(text: string): Promise<Read> {
  const { body } = await new RstToHtmlCompiler().compile(text);
  const { childNodes } = parseFragment(body);
  const isNotes = (node: HtmlNode) => classOf(node) === 'footnotes';
  const isMark = (node: HtmlNode) => classOf(node) === 'footnote-reference';
  const notes = all(childNodes, isNotes).flatMap((list) => all([list], ({ nodeName }) => nodeName === 'dd'));
  return {
    words: bare(childNodes.map((node) => htmlText(node, (at) => isNotes(at) || isMark(at))).join('')),
    notes: notes.map((note) => htmlText(note, () => false).trim()),
    references: all(childNodes, isMark).length,
  };
}

export function readOrg(text: string): Read {
  const notes: string[] = [];
  let references = 0;
  const read = (node: Tree): string => {
    if (node.type === 'footnote-reference') {
      references++;
      return '';
    }
    const inner = (node.children ?? []).map(read).join('');
    if (node.type === 'footnote-definition') {
      notes.push(inner.trim());
      return '';
    }
    if (node.type === 'entity') return String(node.utf8);
    if (['subscript', 'superscript', 'latex-fragment', 'timestamp', 'target', 'export-snippet'].includes(node.type))
      throw new Error(`Org: ${node.type} ${inner}`);
    return typeof node.value === 'string' ? node.value : inner;
  };
  const words = read(parseOrg(text));
  return { words: bare(words), notes, references };
}

export function readMarkdown(text: string): Read {
  const notes: string[] = [];
  let references = 0;
  const read = (node: Tree): string => {
    if (node.type === 'footnoteReference') references++;
    const inner = (node.children ?? []).map(read).join('');
    if (node.type === 'footnoteDefinition') {
      notes.push(inner);
      return '';
    }
    return typeof node.value === 'string' ? node.value : inner;
  };
  const tree = unified().use(remarkParse).use(remarkGfm).parse(text);
  const words = read(tree);
  // Between two lists stands a comment of MDX, which this reader takes for words.
  return { words: bare(words).replaceAll('{/**/}', ''), notes, references };
}
