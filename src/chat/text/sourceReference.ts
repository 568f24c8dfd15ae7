import type { Source } from '../model/model.ts';
import { asMarkdownLine } from './inlineMarkdown.ts';

/** One line of Markdown that names a source: title, section, link. */
export function reference(source: Source): string {
  const name = [source.title, source.section].filter((part) => part && part.trim() !== '').join(', ');
  const words = asMarkdownLine(name);
  return source.link ? `${words}, <${source.link.replace(/\s/g, '%20')}>` : words;
}
