import type { Source } from '../model/model.ts';
import { asMarkdownLine } from './inlineMarkdown.ts';
import { withNames } from './invisibleCharacters.ts';

/** Returns one line of Markdown that names a source: title, section, link. */
export function reference(source: Source): string {
  const name = [source.title, source.section].filter((part) => part && part.trim() !== '').join(', ');
  const words = asMarkdownLine(name);
  return source.link ? `${words}, <${source.link.replace(/\s/g, '%20')}>` : words;
}

/** A source's title and section as one line of plain words, with the names of what cannot be seen in them. */
export function sourceWords({ title, section }: Source): string {
  const words = [title, section].filter((part) => part && part.trim() !== '').join(', ');
  return withNames(words).replace(/\s+/g, ' ').trim();
}
