import type { SendConsent } from '../../../chat/session/sending.ts';
import { confirmsBeforeSending } from '../settings.ts';
import type { AskingParts } from './askBeforeSending.ts';

/** Returns the consent to each departure as the setting wants it; the dialog is loaded when it is first needed. */
export function windowSendConsent(parts: AskingParts): SendConsent {
  return {
    get isNeeded() {
      return confirmsBeforeSending();
    },
    agrees: async (departure) =>
      !confirmsBeforeSending() || (await import('./askBeforeSending.ts')).agreesToSend(parts, departure),
  };
}
