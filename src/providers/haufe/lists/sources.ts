import { parseTemplate } from 'url-template';
import type { HaufeConnection } from '../../../chat/model/connection.ts';
import { beginningOf, limits } from '../../../chat/model/limits.ts';
import type { Source } from '../../../chat/model/model.ts';
import { isObject, property, textOf } from '../../http/object.ts';

/** The vendor's link template, RFC 6570 (docs.haufe.ai, FAQ). Opening it asks the reader to sign in there. */
const origin = 'https://products.haufe.de';
const link = parseTemplate(`${origin}/{license_id}/document/{app_doc_id}{?auth_realm}`);

const longestFirstLine = 120;

/** The vendor's `sources` as ours, numbered from `1`. What is no object is left out, and what is beyond the most of an answer. */
export function readSources(items: readonly unknown[], connection: HaufeConnection): readonly Source[] {
  return items
    .filter(isObject)
    .slice(0, limits.sources)
    .map((item, index) => {
      const content = textOf(property(item, 'content'), Number.POSITIVE_INFINITY) ?? '';
      const passage = beginningOf(content, limits.passage);
      const section = read(item, 'section');
      const address = documentLink(read(item, 'app_doc_id', 'appDocId'), connection);
      return {
        id: String(index + 1),
        title: read(item, 'document_title', 'documentTitle', 'title') ?? section ?? firstLine(passage),
        passage,
        ...(passage.length < content.length && { shortened: true as const }),
        ...(section !== undefined && { section }),
        ...(address !== undefined && { link: address }),
      };
    });
}

/** The first of `keys` with text, in the source itself or in its `meta_data`: nothing published says which. */
function read(item: unknown, ...keys: readonly string[]): string | undefined {
  const places = [property(item, 'meta_data'), property(item, 'metaData'), item];
  for (const key of keys) {
    for (const place of places) {
      const text = textOf(property(place, key), limits.title);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

function firstLine(passage: string): string {
  const line = (passage.split(/\r?\n/, 1)[0] ?? '').trim();
  // Twice as long, it has more characters whatever they are.
  const points = [...beginningOf(line, 2 * longestFirstLine + 1)];
  return points.length <= longestFirstLine ? points.join('') : `${points.slice(0, longestFirstLine - 1).join('')}…`;
}

/** The address of a document, when the connection says under which licence to look. Never leads anywhere else. */
export function documentLink(documentId: string | undefined, connection: HaufeConnection): string | undefined {
  const licenseId = connection.sourceLink?.license ?? connection.license;
  if (documentId === undefined || documentId.length >= limits.title || licenseId === undefined) return undefined;
  const { authRealm } = connection.sourceLink ?? {};
  // A lone surrogate cannot be encoded, and the template would throw.
  if (![documentId, licenseId, authRealm ?? ''].every((part) => part.isWellFormed())) return undefined;
  const context = { license_id: licenseId, app_doc_id: documentId, ...(authRealm && { auth_realm: authRealm }) };
  const url = URL.parse(link.expand(context));
  const prefix = `/${encodeURIComponent(licenseId)}/document/`;
  if (url?.origin !== origin || !url.pathname.startsWith(prefix) || url.pathname === prefix) return undefined;
  return url.href;
}
