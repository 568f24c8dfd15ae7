import type { Sources } from '../../chat/model/gatheredSources.ts';
import { beginningOf, limits, shortened } from '../../chat/model/limits.ts';
import type { Source } from '../../chat/model/model.ts';
import { field, listField, textField, wholeField } from './fields.ts';

/**
 * The citations of an answer or of one message: the product's citation objects (one source for each passage) and
 * Semantic Kernel's annotations. Numbered from `1`; unknown keys are ignored.
 */
export function citationsOf(carrier: unknown): Sources {
  const annotations = listField(carrier, 'items').filter((item) => field(item, '$type') === 'AnnotationContent');
  const found = [...listField(carrier, 'citations').flatMap(citation), ...annotations.flatMap(annotation)];
  const more = found.length - limits.sources;
  return {
    sources: found.slice(0, limits.sources).map((source, index) => ({ ...source, id: String(index + 1) })),
    ...(more > 0 && { moreSources: more }),
  };
}

function citation(value: unknown): readonly Omit<Source, 'id'>[] {
  const title = textField(value, limits.title, 'documentName', 'name', 'title', 'documentId');
  const segments = listField(value, 'citationSegments').flatMap((segment) => wholeField(segment, 'text') ?? []);
  const passages = segments.length > 0 ? segments : [wholeField(value, 'text', 'content') ?? ''];
  const link = httpsOnly(wholeField(value, 'url', 'source'));
  if (title === undefined && passages.every((passage) => passage === '')) return [];
  return passages.map((passage) => ({ title: title ?? beginningOf(passage, 80), ...limited(passage), ...link }));
}

function annotation(item: unknown): readonly Omit<Source, 'id'>[] {
  const quote = wholeField(item, 'label') ?? '';
  const title = textField(item, limits.title, 'title') ?? shortened(quote, limits.title);
  if (title === '') return [];
  const isUrl = textField(field(item, 'kind'), limits.name, 'label')?.toLowerCase() === 'urlcitation';
  return [{ title, ...limited(quote), ...(isUrl && httpsOnly(wholeField(item, 'referenceId'))) }];
}

function limited(whole: string): Pick<Source, 'passage' | 'shortened'> {
  const passage = beginningOf(whole, limits.passage);
  return { passage, ...(passage.length < whole.length && { shortened: true }) };
}

/** An address that is too long is none: cut, it would lead elsewhere. */
function httpsOnly(address: string | undefined): { readonly link?: string } {
  const url = URL.parse(address !== undefined && address.length <= limits.address ? address : '');
  return url?.protocol === 'https:' ? { link: url.href } : {};
}
