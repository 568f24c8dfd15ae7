import fc from 'fast-check';

/** Bodies that a service may send: from nearly as documented to anything at all. */

const id = '0b7f3f0e-5f0c-4d35-9f6e-0d6f2b1f9a01';
const time = '2026-04-15T08:00:00.000000Z';

/** Names that either reader looks for, in the cases that they come in, and names that JavaScript gives a meaning. */
const names = `id name streaming items cursor title assistant_id created_at thread_id message_id role content sources
  meta_data delta error_code detail loc msg message type tool_calls document_title section app_doc_id intent legal_advice
  request_required_fields __root__ user_data licence file_id file_url
  file_name files total processing_status processingStatus warnings infected steps feedback reason sessionId SessionId expirationDate greeting copilotName llm maxTokens
  usesCustomData latestMessages LatestMessages chatHistory ChatHistory items Items $type text Text label Label kind
  referenceId uri mimeType citations documentName citationSegments authorName authorRole response answer
  __proto__ constructor prototype toString hasOwnProperty length then toJSON`.split(/\s+/);

const word = fc.constantFrom(
  ...['', ' ', 'user', 'assistant', 'Assistant', 'system', 'tool', 'TextContent', 'ImageContent', 'AnnotationContent'],
  ...['urlcitation', 'https://a.example/x', 'javascript:alert(1)', 'not a url', id, time, 'x'],
  ...['engine_does_not_support_streaming', 'incorrect_stack_ending', '\ud800', '\u0000', '<html>', '{{', '-1', '1e999'],
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.oneof(word, fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, 7), fc.string({ maxLength: 8 })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...names), tie('value')), { maxLength: 8 }).map(jsonObject),
  ),
}));

/** As JSON text and back, so that a name like `__proto__` is a name like any other. */
function jsonObject(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(',')}}`);
}

const source = { content: 'Stelle', meta_data: { document_title: 'Titel', section: '1', app_doc_id: 'HI1' } };
const meta_data = { type: 'x', intent: 'question', legal_advice: true };
const assistantMessage = {
  id,
  thread_id: id,
  role: 'assistant',
  content: 'Ja.',
  created_at: time,
  sources: [source],
  meta_data,
};
const thread = {
  id,
  assistant_id: id,
  tenant_id: id,
  user_id: id,
  title: 'T',
  created_at: time,
  last_updated_at: time,
};
const fields = { __root__: ['user_data'], user_data: ['licence'] };
const turn = (label: string, text: string) => ({
  role: { label },
  authorName: 'A',
  items: [{ $type: 'TextContent', text }],
});
const samples: readonly unknown[] = [
  [{ id, name: 'A', streaming: true, meta_data_response_schema: {}, request_required_fields: fields }],
  { cursor: 'c', items: [thread, thread] },
  thread,
  { cursor: null, items: [assistantMessage, { ...assistantMessage, role: 'user', content: 'Frage' }] },
  assistantMessage,
  {
    created_at: time,
    message_id: id,
    thread_id: id,
    delta: { role: 'assistant', content: 'Ja', sources: [source], meta_data },
  },
  { error_code: 'validation_error', detail: [{ loc: ['body', 0, 'x'], message: 'm', type: 't' }] },
  {
    sessionId: 's',
    expirationDate: time,
    greeting: 'G',
    copilotName: 'N',
    llm: 'a;b',
    maxTokens: 7,
    usesCustomData: true,
  },
  {
    expirationDate: time,
    chatHistory: [turn('system', 'S'), turn('user', 'Frage'), turn('Assistant', 'Ja.')],
    latestMessages: ['Ja.'],
    citations: [{ documentName: 'D', documentId: id, citationSegments: [{ text: 'T', relevance: 0.5 }] }],
  },
  { message_id: id, feedback: 'positive', created_at: time },
  [{ id, reason: 'Falsch', description: 'Die Antwort ist falsch.' }],
  {
    file_url: 'https://storage.example/x?sig=1',
    file_id: id,
    expires_in: 600,
    file_limits: { max_size: 7, allowed_types: [] },
  },
  {
    processing_status: 'PROCESSED',
    processing_steps: [{ status: 'ANTIVIRUS_SCANNING', createdAt: time, endedAt: null }],
    warnings: { empty: false, infected: false, length: false },
  },
  { files: [{ file_id: id, file_name: 'a.txt' }], limit: 30, page: 1, total: 1 },
  { title: 'Bad Request', status: 400, detail: 'd', traceId: '00-1', errors: { message: ['m'] } },
];

/** A documented body, some of its values replaced by anything. */
const spoilt = fc
  .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(1000), value), { maxLength: 3 }))
  .map(([sample, changes]) =>
    changes.reduce((body: unknown, [place, put]) => {
      const count = places(body);
      let left = place % count;
      return replaced(body, () => (left-- === 0 ? { put } : undefined));
    }, sample),
  );

function places(body: unknown): number {
  const inner = typeof body === 'object' && body !== null ? Object.values(body) : [];
  return inner.reduce((sum: number, item) => sum + places(item), 1);
}

/** `body` with what `instead` gives for the places that it is asked about, each before what is in it. */
function replaced(body: unknown, instead: () => { readonly put: unknown } | undefined): unknown {
  const found = instead();
  if (found) return found.put;
  if (Array.isArray(body)) return body.map((item) => replaced(item, instead));
  if (typeof body !== 'object' || body === null) return body;
  return jsonObject(Object.entries(body).map(([name, item]) => [name, replaced(item, instead) ?? null]));
}

const json = fc
  .oneof({ weight: 3, arbitrary: spoilt }, { weight: 1, arbitrary: value })
  .map((item) => JSON.stringify(item));

/** One body as it may come over the wire: JSON, lines, events, cut, or no JSON. */
export const anyBody: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: json },
  { weight: 3, arbitrary: fc.array(json, { maxLength: 5 }).map((lines) => lines.join('\n')) },
  {
    weight: 2,
    arbitrary: fc.array(json, { maxLength: 4 }).map((all) => all.map((each) => `data: ${each}\n\n`).join('')),
  },
  { weight: 1, arbitrary: fc.tuple(json, fc.nat(60)).map(([text, end]) => text.slice(0, end)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
