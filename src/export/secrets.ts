import { namesSecret } from '../chat/text/redaction.ts';

/**
 * Matches a credential, whatever its field is called: with its scheme, a JSON Web Token, a key behind its maker's mark.
 */
const credential =
  /^(?:(?:bearer|basic)\s+[\w+/=.~-]{8,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*|(?:sk|pk|rk|ghp|gho|xox[abp])[-_][\w-]{16,})$/i;

/** The roles of messages that are not for people: a vendor's instructions to its model. */
const hiddenRoles: ReadonlySet<unknown> = new Set(['system', 'developer', 'tool', 'function']);

/**
 * Metadata of a vendor as an export may hold them: without fields that are called like credentials, values that look like
 * one, and messages that are not for people.
 */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isShown).map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const shown = Object.entries(value).filter(([name, each]) => !namesSecret(name) && isShown(each));
  return Object.fromEntries(shown.map(([name, each]) => [name, withoutSecrets(each)]));
}

function isShown(value: unknown): boolean {
  if (typeof value === 'string') return !credential.test(value.trim());
  const { role, type } = Object(value) as { role?: unknown; type?: unknown };
  return !hiddenRoles.has(lower(role)) && !hiddenRoles.has(lower(type));
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
