/**
 * The names of fields whose value is a credential, without the signs between their words. A count of tokens, or an
 * author, is none.
 */
const secrets = [
  '(?:api|access|account|app|auth|client|encryption|master|private|secret|shared|signing|subscription)keys?',
  '(?:access|auth|bearer|csrf|identity|jwt|oauth|refresh|sas|security|session|xsrf)tokens?',
  'passw(?:or)?ds?',
  'passw(?:ö|oe)rte?r?|kennw(?:ö|oe)rte?r?|passwort|kennwort',
  'passphrase|passcode|credentials?|secrets?(?!ar)|authori[sz]ation|cookies?|connectionstring',
].join('|');
const anywhere = new RegExp(secrets, 'i');
/** Words that mean a credential only where they are the whole name. */
const alone = /^(?:x?key|(?:id|api)?token|auth|bearer|jwt|pwd|pin|otp|sig|signature|sas)$/i;

/** Returns whether a field of this name may hold a credential: Haufe has an endpoint that gives keys in clear. What it holds is kept nowhere. */
export function namesSecret(name: string): boolean {
  const words = name.replace(/[^\p{L}\p{N}]+/gu, '');
  return anywhere.test(words) || alone.test(words);
}
