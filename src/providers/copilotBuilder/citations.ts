import type { Source } from '../../chat/model.ts';
import { field, listField, textField } from './fields.ts';

/**
 * The citations of an answer or of one message: the product's citation objects (one source for each passage) and
 * Semantic Kernel's annotations. Numbered from `1`; unknown keys are ignored.
 */
export function citationsOf(carrier: unknown): readonly Source[] {
  const annotations = listField(carrier, 'items').filter((item) => field(item, '$type') === 'AnnotationContent');
  const found = [...listField(carrier, 'citations').flatMap(citation), ...annotations.flatMap(annotation)];
  return found.map((source, index) => ({ ...source, id: String(index + 1) }));
}

function citation(value: unknown): readonly Omit<Source, 'id'>[] {
  const title = textField(value, 'documentName', 'name', 'title', 'documentId');
  const segments = listField(value, 'citationSegments').flatMap((segment) => textField(segment, 'text') ?? []);
  const passages = segments.length > 0 ? segments : [textField(value, 'text', 'content') ?? ''];
  const link = httpsOnly(textField(value, 'url', 'source'));
  if (title === undefined && passages.every((passage) => passage === '')) return [];
  return passages.map((passage) => ({ title: title ?? passage.slice(0, 80), passage, ...link }));
}

function annotation(item: unknown): readonly Omit<Source, 'id'>[] {
  const quote = textField(item, 'label') ?? '';
  const title = textField(item, 'title') ?? quote;
  if (title === '') return [];
  const isUrl = textField(field(item, 'kind'), 'label')?.toLowerCase() === 'urlcitation';
  return [{ title, passage: quote, ...(isUrl && httpsOnly(textField(item, 'referenceId'))) }];
}

function httpsOnly(address: string | undefined): { readonly link?: string } {
  const url = URL.parse(address ?? '');
  return url?.protocol === 'https:' ? { link: url.href } : {};
}
