import type { Message } from '../../model/model.ts';
import { type CitationForm, citedMarkdown, type Written } from '../citations/citations.ts';
import { asciidoc } from './asciidoc.ts';
import { writeInCode } from './code.ts';
import type { DocumentForm } from './form.ts';
import { html } from './html.ts';
import { type DocumentKind, isLanguage, type ProseForm } from './languages.ts';
import { latex } from './latex.ts';
import { mdx } from './mdx.ts';
import { org } from './org.ts';
import { plainText } from './plainText.ts';
import { restructuredText } from './restructuredText.ts';
import { typst } from './typst.ts';
import { writeAnswer } from './writeAnswer.ts';

const forms: Readonly<Record<Exclude<ProseForm, 'markdown'>, DocumentForm>> = {
  mdx,
  latex,
  asciidoc,
  restructuredText,
  html,
  typst,
  org,
  plain: plainText,
};

/** The document that an answer goes into. */
export interface TargetText {
  readonly kind: Exclude<DocumentKind, { type: 'none' }>;
  readonly languageId: string;
  readonly fileName: string;
  readonly text: string;
  /** The text above the answer. */
  readonly before: string;
  /** Other parts that share its numbering, as a notebook's cells do. */
  readonly others?: string;
  /** The indentation of code at that place. */
  readonly indentation: string;
}

export interface AnswerOptions {
  readonly setting: CitationForm | 'auto';
  /** Heading of sources, in the person's language. */
  readonly heading: string;
  /** Stands with the sources, once in a document. */
  readonly credit?: string;
}

/** An answer as the document writes it, with its sources; without a document, as Markdown. */
export function answerIn(
  answer: Pick<Message, 'text' | 'sources'>,
  target: TargetText | undefined,
  { setting, heading, credit }: AnswerOptions,
): Written {
  if (!target || (target.kind.type === 'prose' && target.kind.form === 'markdown')) {
    const form = setting === 'auto' ? 'footnotes' : setting;
    return citedMarkdown(answer, {
      form,
      heading,
      escaped: 'all',
      ...(credit !== undefined && { credit }),
      ...(target && { document: target.text, others: target.others ?? '' }),
    });
  }
  const { kind, text, before, indentation } = target;
  const citations = setting === 'none' ? 'none' : setting === 'inline' ? 'numbers' : 'notes';
  const options = { citations, heading, document: text, before, ...(credit !== undefined && { credit }) } as const;
  if (kind.type === 'prose' && kind.form !== 'markdown')
    return writeAnswer(answer, { ...options, form: forms[kind.form] });
  const comment = kind.type === 'code' ? kind.comment : { open: '' };
  const isOwn = (name: string) => isLanguage(name, target);
  return { body: writeInCode(answer, options, { comment, isOwn, indentation }), notes: '' };
}
