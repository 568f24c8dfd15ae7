import type { Log } from '../../../base/log.ts';
import { logFailure } from '../../platform/background.ts';
import type { Prompts } from '../../platform/prompts.ts';
import { askAboutRemote } from './askAboutRemote.ts';
import { type AgreedRemotes, remoteConsent, type Whereabouts } from './remoteConsent.ts';

let consent: (() => Promise<boolean>) | undefined;

/** Returns whether keys may be used where this extension runs; asks the person on a remote computer. */
export function mayUseKeys(
  where: Whereabouts,
  agreed: AgreedRemotes,
  parts: { readonly prompts: Prompts; readonly log: Log },
): Promise<boolean> {
  consent ??= remoteConsent(
    where,
    agreed,
    (name) => askAboutRemote(parts, name),
    (error) => logFailure(parts.log, 'Agreed remote', error),
  );
  return consent();
}
