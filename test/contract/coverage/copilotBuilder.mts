import type { Section } from './rows.mts';

/** What CopilotBuilder's help page describes and what it leaves open, row by row (copilotbuilder.ai/help/chat-api). */

export const endpoints = [
  ['1', 'POST /chat/initialize'],
  ['2', 'POST /chat/SendMessage'],
] as const satisfies Section;

/** No error is documented: what a .NET service, and what stands before it, may say. */
export const errors = [
  ['problem-document', 'ASP.NET problem document'],
  ['string', 'a bare string'],
  ['nothing', 'an empty body'],
  ['html', 'a page of a proxy'],
  ['initialize-key', '401 and 403 on initialize: the key'],
  ['initialize-deployment', 'other 4xx on initialize: the deployment'],
  ['initialize-again', '429, 502, 503, 504 and network on initialize: three tries'],
  ['send-suspicious', '404, 410, and 401, 403 with a key that opens a session, on SendMessage: a new session, once'],
  ['send-refused', '400 and every other 4xx on SendMessage: sent once, the session stays'],
  ['send-never-again', '429 and 5xx on SendMessage: told, never sent again'],
  ['send-broken', 'a connection lost on SendMessage: told, never sent again'],
] as const satisfies Section;

export const rows = [
  ['1', 'an answer without latestMessages, or with an empty one'],
  ['2', 'items without text'],
  ['3', 'fields in any case'],
  ['4', 'role as object, string or number'],
  ['5', 'Assistant and assistant'],
  ['6', 'the whole history in the answer; system never shown'],
  ['7', 'the key on every call'],
  ['8', 'x-api-key, once'],
  ['9', 'paths exactly as documented'],
  ['10', 'initialize without a body, once more with one after 411 and 415'],
  ['11', 'any deployment id, trimmed and encoded'],
  ['12', 'expirationDate without a zone; never beyond an hour'],
  ['13', 'the deadline slides with every success'],
  ['14', 'maxTokens never blocks'],
  ['15', 'models split on ; and ,'],
  ['16', 'only the session id is essential'],
  ['17', 'no streaming'],
  ['18', 'Markdown with HTML disabled'],
  ['19', 'errors and rate limits of any form'],
  ['20', 'a session cannot be deleted, and that is said'],
  ['21', 'called from the extension host only'],
  ['22', '4xx on initialize means deployment, publish status or key'],
] as const satisfies Section;
