import type { Log } from '../../base/log.ts';
import { ShownLinks } from '../documents/anchors/shownLinks.ts';
import { type Feature, lazyCommands } from '../platform/feature.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { checkDocument } from './checkDocument.ts';
import type { Margin, MarginParts } from './margin.ts';

const module = () => import('./marginCommands.ts');
const checkModule = () => import('./checkDocument.ts');

/** Conversations beside passages of documents. */
export function marginCommands(parts: Parameters<typeof checkDocument>[0]) {
  const of = lazyCommands(parts);
  return {
    commands: {
      askInMargin: of(module, 'askInMargin'),
      checkDocument: of(checkModule, 'checkDocument'),
      sendInMargin: of(module, 'sendInMargin'),
      stopInMargin: of(module, 'stopInMargin'),
      retryInMargin: of(module, 'retryInMargin'),
      resolveInMargin: of(module, 'resolveInMargin'),
      reopenInMargin: of(module, 'reopenInMargin'),
      removeFromMargin: of(module, 'removeFromMargin'),
      openMarginInChat: of(module, 'openMarginInChat'),
    },
  } satisfies Feature;
}

type Parts = MarginParts & { readonly prompts: Prompts; readonly log: Log };

/** Returns the margin of this window. */
export function windowMargin(parts: Parts): ShownLinks<Margin> {
  return new ShownLinks(parts, 'Margin', parts.margins, async () => {
    const { Margin } = await import('./margin.ts');
    return new Margin(parts);
  });
}
