import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../src/providers/copilotBuilder/reader.ts';

/** Forms of a SendMessage body beyond the documented one: each is read, or refused aloud, and never an empty answer. */

const asked = 'Frage?';
const user = { Role: { Label: 'user' }, Items: [{ $type: 'TextContent', Text: asked }] };
const read = (body: unknown, contentType?: string) =>
  readAnswer(typeof body === 'string' ? body : JSON.stringify(body), asked, contentType).messages.map(
    ({ text }) => text,
  );
const answer = ['Vier Wochen.'];

describe('pages that are no answers', () => {
  test.each([
    '<script>location="https://login.example"</script>',
    '<center><h1>502 Bad Gateway</h1></center>',
    '<title>Anmeldung</title>',
    '<meta http-equiv="refresh" content="0">',
    '<!-- blocked by policy --><p>x',
    '\n <STYLE>body{}</STYLE><p>x</p>',
    '<h1>Service Unavailable</h1>',
    '<p><b>403 Forbidden</b></p>',
    '<iframe src="https://a.example"></iframe>',
    '<form action="/login"><input name="user"></form>',
    '<Error><Code>AccessDenied</Code></Error>',
    '<string xmlns="http://schemas.microsoft.com/2003/10/Serialization/">x</string>',
    '502 Bad Gateway',
    '404 page not found',
    'Unauthorized',
    'The service is unavailable.',
    'Proxy Authentication Required',
    'upstream connect error or disconnect/reset before headers. reset reason: overflow',
    'data: {"latestMessages":["x"]}',
    'data: Vier\n\ndata: Wochen.\n\n',
    'event: message\r\ndata: Vier Wochen.\r\n\r\n',
    ': ping\n\nid: 1\ndata: Vier Wochen.\n\n',
    '\x1f\ufffd\b\0\0\0\ufffdVier',
    'PK\x03\x04\x14',
    '%PDF-1.7\n%',
    'V\0i\0e\0r\0',
    '<ChatAnswer xmlns="urn:x"><Text>Vier</Text></ChatAnswer>',
  ])('refuses the page %j, as it stands and as a JSON string', (body) => {
    expect(() => read(body)).toThrow('bad-response');
    expect(() => read(JSON.stringify(body))).toThrow('bad-response');
  });

  test('refuses whatever is no JSON under a content type of pages', () => {
    expect(() => read('Bitte melden Sie sich an.', 'text/html; charset=utf-8')).toThrow('bad-response');
    expect(() => read('Bitte melden Sie sich an.', 'application/xhtml+xml')).toThrow('bad-response');
    for (const type of ['image/png', 'application/pdf', 'text/xml', 'application/javascript'])
      expect(() => read('Bitte melden Sie sich an.', type)).toThrow('bad-response');
    for (const body of ['<div>Gesperrt</div>', '"Vier Wo', 'cb({"answer":"x"})'])
      expect(() => read(body, 'application/json; charset=utf-8')).toThrow('bad-response');
    expect(read({ latestMessages: answer }, 'text/html')).toEqual(answer);
  });

  test.each([
    '<b>Achtung:</b> Die Frist läuft.',
    '<details>Mehr</details>',
    'Das Element <html> umschließt die Seite.',
    '`<script>` ist ein Element.',
    '<p>Die Frist beträgt 403 Tage.</p>',
    'data: ist ein Wort\nvon vielen',
    'Seite 1\fSeite 2\x02',
  ])('keeps %j, which only looks a little like a page', (body) => {
    expect(read(body)).toEqual([body]);
    expect(read(JSON.stringify(body))).toEqual([body]);
  });
});

describe('JSON inside a string', () => {
  const inner = {
    latestMessages: answer,
    chatHistory: [{ Role: { Label: 'system' }, Items: [{ $type: 'TextContent', Text: 'GEHEIM' }] }],
  };

  test('reads an answer that was serialized twice, or three times', () => {
    const twice = JSON.stringify(JSON.stringify(inner));
    expect(read(twice)).toEqual(answer);
    expect(read(JSON.stringify(twice))).toEqual(answer);
    expect(read({ result: JSON.stringify(inner) })).toEqual(answer);
    expect(read({ data: JSON.stringify(inner) })).toEqual(answer);
    expect(read(JSON.stringify(JSON.stringify({ answer: answer[0] })))).toEqual(answer);
  });

  test.each([
    JSON.stringify('{"latestMessages":["x"],"chatHistory":[{"Role":{"Label":"system"},"Items":[{"Text":"GEHEIM"}'),
    JSON.stringify({ result: '{"chatHistory":[{"role":"system","content":"GEHEIM"}' }),
    JSON.stringify({ latestMessages: ['{"chatHistory":[{"Role":{"Label":"system"},"Items":[{"Text":"GEHEIM"}]}]'] }),
  ])('refuses a string that holds a history which cannot be read: %j', (body) => {
    expect(() => read(body)).toThrow('bad-response');
  });

  test('keeps the JSON that a workflow gives as its result as it was written', () => {
    const result = '{"risk": "high", "amount": 12.50}';
    expect(read(JSON.stringify(result))).toEqual([result]);
    expect(read({ latestMessages: [result] })).toEqual([result]);
    expect(read({ latestMessages: ['[1, 2]'] })).toEqual(['[1, 2]']);
  });
});

describe('one bare value', () => {
  test.each(['24', '12.50', 'true', 'false', '-1', '1e3', ' 24\n'])('reads %j as the text it is', (body) => {
    expect(read(body)).toEqual([body.trim()]);
  });

  test.each([
    [[24], ['24']],
    [24, ['24']],
    [true, ['true']],
    ['Vier Wochen.', answer],
    [
      ['Eins', ['Zwei']],
      ['Eins', 'Zwei'],
    ],
    [{ role: 'assistant', content: 'Vier Wochen.' }, answer],
  ])('reads latestMessages of the form %j', (latestMessages, texts) => {
    expect(read({ latestMessages })).toEqual(texts);
  });

  test.each(['null', '"null"', 'NaN', '{}', '[]', '""'])('does not take %s for an answer', (body) => {
    const texts = () => read(body);
    if (body === '"null"') expect(texts()).toEqual(['null']);
    else if (body === '""') expect(texts()).toEqual([]);
    else expect(texts).toThrow('bad-response');
  });

  test('reads a body in which numbers are NaN or infinite', () => {
    expect(read('{"latestMessages":["NaN bleibt \\"NaN\\"."],"score":NaN,"all":[Infinity,-Infinity]}')).toEqual([
      'NaN bleibt "NaN".',
    ]);
  });
});

describe('envelopes', () => {
  test.each(['result', 'data', 'value', 'response', 'payload', 'body', 'output', 'd', 'Result', 'content'])(
    'reads an answer inside of %s',
    (key) => {
      expect(read({ [key]: { latestMessages: answer } })).toEqual(answer);
      expect(
        read({ success: true, [key]: { chatHistory: [user, { role: 'assistant', content: answer[0] }] } }),
      ).toEqual(answer);
      expect(read({ [key]: { data: { latestMessages: answer } } })).toEqual(answer);
      expect(read([{ [key]: { latestMessages: answer } }])).toEqual(answer);
    },
  );

  test.each(['data', 'value', 'payload', 'd'])('reads a text inside of %s', (key) => {
    expect(read({ [key]: { answer: 'Vier Wochen.' } })).toEqual(answer);
    expect(read({ [key]: 'Vier Wochen.' })).toEqual(answer);
  });

  test('reads when the session ends beside the envelope or inside of it', () => {
    const expirationDate = '2026-04-20T15:16:38Z';
    for (const body of [
      { result: { latestMessages: answer, expirationDate } },
      { expirationDate, result: { latestMessages: answer } },
    ]) {
      expect(readAnswer(JSON.stringify(body), asked).expires).toBe(Date.parse(expirationDate));
    }
  });
});

describe('references that a serializer keeps', () => {
  test('reads lists that stand in $values', () => {
    const body = {
      $id: '1',
      latestMessages: { $id: '2', $values: answer },
      chatHistory: { $id: '3', $values: [] },
    };
    expect(read(body)).toEqual(answer);
    const typed = { $type: 'System.Collections.Generic.List`1[[System.String, x]], x', $values: answer };
    expect(read({ latestMessages: typed })).toEqual(answer);
    const items = { $values: [{ $type: 'TextContent', text: 'Vier Wochen.' }] };
    expect(read({ chatHistory: { $values: [user, { role: 'assistant', items }] } })).toEqual(answer);
    expect(read({ $values: [user, { role: 'assistant', contents: items }] })).toEqual(answer);
  });

  test('follows references to what was written before', () => {
    const message = { $id: '7', role: { $id: '8', label: 'assistant' }, items: [{ text: 'Vier Wochen.' }] };
    const body = { chatHistory: { $values: [user, message] }, latestMessages: { $values: [{ $ref: '7' }] } };
    expect(read(body)).toEqual(answer);
    const again = { ...user, Role: { $ref: '8' }, Items: [{ Text: 'Und sechs.' }] };
    expect(read({ chatHistory: { $values: [user, message, again] } })).toEqual(['Vier Wochen.', 'Und sechs.']);
  });

  test('ends where references lead in a circle', () => {
    const body = '{"$id":"1","chatHistory":{"$values":[{"role":"user","content":"Frage?"},{"$ref":"1"}]}}';
    expect(read(body)).toEqual([]);
    expect(() => read('{"$id":"1","latestMessages":[{"$ref":"1"}]}')).toThrow('bad-response');
  });
});

describe('types of content', () => {
  const assistant = (items: unknown) => ({ Role: { Label: 'assistant' }, Items: items });

  test.each([
    'TextContent',
    'textContent',
    'text',
    'Microsoft.SemanticKernel.TextContent',
    'Microsoft.SemanticKernel.TextContent, Microsoft.SemanticKernel.Abstractions',
    'Microsoft.SemanticKernel.TextContent, Microsoft.SemanticKernel.Abstractions, Version=1.2.0.0, Culture=neutral',
    'Microsoft.Extensions.AI.TextContent, Microsoft.Extensions.AI.Abstractions',
    'StreamingTextContent',
  ])('reads the text of %s', ($type) => {
    expect(read({ chatHistory: [user, assistant([{ $type, Text: 'Vier Wochen.' }])] })).toEqual(answer);
    expect(read({ latestMessages: [assistant([{ $type, text: 'Vier Wochen.' }])] })).toEqual(answer);
  });

  test.each([
    'FunctionResultContent',
    'Microsoft.SemanticKernel.FunctionResultContent, Microsoft.SemanticKernel.Abstractions',
    'functionCall',
    'functionResult',
    'toolCall',
    'reasoning',
    'ReasoningContent',
    'usage',
    'Text.Secret, x',
  ])('never shows what stands in %s', ($type) => {
    const hidden = { $type, text: 'GEHEIM', result: 'GEHEIM' };
    expect(read({ chatHistory: [user, assistant([hidden, { $type: 'TextContent', text: 'Vier Wochen.' }])] })).toEqual(
      answer,
    );
    const shown = () => read({ latestMessages: [assistant([hidden])] }).join();
    expect(() => expect(shown()).not.toContain('GEHEIM')).not.toThrow(/toContain/);
  });

  test('reads messages of the successor of Semantic Kernel', () => {
    const contents = [
      { $type: 'reasoning', text: 'GEHEIM' },
      { $type: 'functionCall', name: 'x', arguments: {} },
      { $type: 'text', text: 'Vier ' },
      { $type: 'text', text: 'Wochen.' },
      { $type: 'usage', details: {} },
    ];
    const said = { role: 'assistant', authorName: 'Prüfer', contents };
    const question = { role: 'user', contents: [{ $type: 'text', text: asked }] };
    const tool = { role: 'tool', contents: [{ $type: 'functionResult', result: 'GEHEIM' }] };
    for (const body of [
      { chatHistory: [question, tool, said] },
      { latestMessages: [said] },
      { messages: [{ role: 'system', contents: [{ $type: 'text', text: 'GEHEIM' }] }, question, said] },
    ]) {
      expect(read(body)).toEqual(answer);
      expect(readAnswer(JSON.stringify(body), asked).messages[0]?.author).toBe('Prüfer');
    }
  });

  test('shows of latestMessages that are objects what the assistant says, and nothing else', () => {
    const said = (Label: string, Text: string) => ({ Role: { Label }, Items: [{ $type: 'TextContent', Text }] });
    const latestMessages = [
      said('user', asked),
      said('tool', 'GEHEIM'),
      said('System', 'GEHEIM'),
      { role: { value: 'developer' }, content: 'GEHEIM' },
      { authorRole: 'function', message: 'GEHEIM' },
      { role: 'tool_result', content: 'GEHEIM' },
      { role: 'human', content: 'GEHEIM' },
      { role: { label: 'Context' }, content: 'GEHEIM' },
      { role: 'analysis', content: 'GEHEIM' },
      said('assistant', 'Vier Wochen.'),
    ];
    expect(read({ latestMessages })).toEqual(answer);
  });

  test('refuses an answer of which nothing can be read, and takes one without anything for empty', () => {
    expect(() => read({ chatHistory: [user, assistant([{ $type: 'HologramContent', cube: 'x' }])] })).toThrow(
      'bad-response',
    );
    expect(() => read({ chatHistory: [user, { role: 'assistant', parts: [{ words: 'x' }] }] })).toThrow('bad-response');
    expect(read({ chatHistory: [user, assistant([])] })).toEqual([]);
    expect(read({ chatHistory: [user, assistant([{ $type: 'TextContent', Text: '' }])] })).toEqual([]);
    expect(read({ chatHistory: [user, assistant([{ $type: 'FunctionCallContent', name: 'x' }])] })).toEqual([]);
  });

  test('gives a structured result among the messages as its JSON', () => {
    const result = { risk: 'high', clauses: [1, 2] };
    const [text = ''] = read({ latestMessages: [result] });
    expect(JSON.parse(text)).toEqual(result);
    expect(() => read({ latestMessages: [{ chatHistory: [{ role: 'system', content: 'GEHEIM' }] }] })).toThrow(
      'bad-response',
    );
  });
});

describe('an error told with status 200', () => {
  test.each([
    [{ statusCode: 429, message: 'Rate limit is exceeded. Try again in 56 seconds.' }, 'rate-limited'],
    [{ Message: 'An error has occurred.' }, 'unavailable'],
    [{ Message: 'An error has occurred.', ExceptionMessage: 'x', StackTrace: 'y' }, 'unavailable'],
    [{ status: 500, title: 'x', message: 'Internal error' }, 'unavailable'],
    [{ status: '503', text: 'x' }, 'unavailable'],
    [{ error: { code: 'content_filter', message: 'x' } }, 'answer-filtered'],
    [{ error: { code: 'context_length_exceeded', message: 'x' }, message: 'x' }, 'context-too-long'],
    [{ error: 'Etwas ging schief' }, 'unavailable'],
    [{ Error: { Message: 'x' }, latestMessages: [] }, 'unavailable'],
    [{ errors: ['x'], result: 'y' }, 'unavailable'],
    [{ success: false, message: 'Kein Guthaben' }, 'unavailable'],
    [{ isSuccess: false, result: null, message: 'x' }, 'unavailable'],
    [{ code: 401, message: 'Access denied' }, 'key-rejected'],
    [{ type: 'https://tools.ietf.org/html/rfc9110', title: 'One or more errors', detail: 'x' }, 'unavailable'],
    [{ message: 'Internal server error' }, 'unavailable'],
    [{ message: 'Endpoint request timed out' }, 'unavailable'],
    [{ message: 'Too Many Requests' }, 'rate-limited'],
    [{ fault: { faultstring: 'x' }, message: 'y' }, 'unavailable'],
    [{ result: { error: { message: 'x' } } }, 'unavailable'],
    [{ status: 'error', message: 'x' }, 'unavailable'],
    [[{ error: { message: 'x' } }], 'unavailable'],
    [{ latestMessages: [{ error: { code: 'content_filter' } }] }, 'answer-filtered'],
    [{ chatHistory: [user, { role: 'assistant', content: '', error: { message: 'x' } }] }, 'unavailable'],
    [{ chatHistory: [user, { role: 'assistant', content: '', metadata: { FinishReason: 'Error' } }] }, 'unavailable'],
    [{ latestMessages: ['{"error":{"code":"content_filter"}}'] }, 'answer-filtered'],
    [{ answer: '{"error":"x"}' }, 'unavailable'],
    [{ Message: 'Authorization has been denied for this request.' }, 'unavailable'],
    [{ object: 'error', message: 'x', type: 'BadRequestError' }, 'unavailable'],
    [{ type: 'overloaded_error', message: 'Overloaded' }, 'unavailable'],
    [{ ClassName: 'System.Exception', Message: 'x', StackTrace: 'at X.Y()' }, 'unavailable'],
    [{ code: 'InternalServerError', message: 'x' }, 'unavailable'],
    [{ code: 'QuotaExceeded', message: 'x' }, 'quota-used'],
    [{ success: 'false', message: 'x' }, 'unavailable'],
    [{ hasError: true, answer: 'x' }, 'unavailable'],
    [{ errorMessage: 'x', errorType: 'y', message: 'z' }, 'unavailable'],
    [{ latestMessages: [{ role: 'assistant', contents: [{ $type: 'error', message: 'x' }] }] }, 'unavailable'],
  ])('fails on %j', (body, code) => {
    expect(() => read(body)).toThrow(code);
    expect(() => read(JSON.stringify(JSON.stringify(body)))).toThrow(code);
  });

  test.each([
    { message: 'Die Meldung „An error has occurred.“ heißt wenig.' },
    { message: 'Ja.', error: null, errors: [], success: true, status: 200, statusCode: 200 },
    { message: 'Ja.', status: 'ok', code: 'done', error: '' },
    { latestMessages: ['Ja.'], status: 'completed', errors: {} },
    { answer: 'Ja.', code: 'throw new Error()', type: 'answer', hasErrors: false },
    { latestMessages: [{ error: 'Klausel 5', risk: 'high' }] },
  ])('keeps the answer of %j', (body) => {
    expect(read(body)).toHaveLength(1);
  });

  test('keeps what was said before the error, and tells that it broke off', () => {
    const body = { latestMessages: ['Die Frist'], error: { code: 'server_error' } };
    expect(readAnswer(JSON.stringify(body), asked)).toMatchObject({
      messages: [{ text: 'Die Frist' }],
      failure: { code: 'unavailable' },
    });
  });
});

describe('why an answer ended', () => {
  const said = (finish: string, text = 'Vier') => ({
    Role: { Label: 'assistant' },
    Items: [{ $type: 'TextContent', Text: text }],
    Metadata: { FinishReason: finish },
  });
  const reason = (body: object) => readAnswer(JSON.stringify(body), asked).reason;

  test.each([
    ['Length', 'length'],
    ['length', 'length'],
    ['MAX_TOKENS', 'length'],
    ['ContentFilter', 'filtered'],
    ['content_filter', 'filtered'],
    ['Stop', undefined],
    ['ToolCalls', undefined],
  ] as const)('reads the reason %s', (finish, expected) => {
    expect(reason({ latestMessages: ['Vier'], chatHistory: [user, said(finish)] })).toBe(expected);
    expect(reason({ chatHistory: [user, said(finish)] })).toBe(expected);
    expect(reason({ latestMessages: ['Vier'], finishReason: finish })).toBe(expected);
    expect(reason({ latestMessages: [{ role: 'assistant', content: 'x', finish_reason: finish }] })).toBe(expected);
  });

  test('tells of the turn’s last answer alone', () => {
    expect(reason({ chatHistory: [user, said('Length'), said('Stop')] })).toBeUndefined();
    expect(reason({ chatHistory: [user, said('Length'), user, said('Stop')] })).toBeUndefined();
    expect(reason({ latestMessages: [], chatHistory: [user, said('ContentFilter', '')] })).toBe('filtered');
    expect(reason({ latestMessages: [], chatHistory: [said('ContentFilter', ''), user] })).toBeUndefined();
  });
});

describe('what is known of an answer', () => {
  test('finds author and citations of a latest message whose white space differs, and uses each entry once', () => {
    const said = (text: string, authorName: string) => ({
      role: 'assistant',
      content: text,
      authorName,
      citations: [{ name: authorName, text: 'p' }],
      modelId: 'gpt-x',
      metadata: { Usage: { TotalTokens: 7 } },
    });
    const body = { latestMessages: ['OK', 'OK\n'], chatHistory: [user, said('OK\n', 'A'), said('OK ', 'B')] };
    const { messages } = readAnswer(JSON.stringify(body), asked);
    expect(messages.map(({ text, author, sources }) => [text, author, sources.length])).toEqual([
      ['OK', 'A', 1],
      ['OK\n', 'B', 1],
    ]);
    expect(messages[0]?.details?.other).toEqual({ modelId: 'gpt-x', Usage: { TotalTokens: 7 } });
  });

  test('keeps no key and nothing long of the metadata', () => {
    const metadata = { ContentTokenLogProbabilities: 'x'.repeat(100_000), api_key: 'k', FinishReason: 'Stop' };
    const body = { chatHistory: [user, { role: 'assistant', content: 'Ja.', metadata }] };
    const other = JSON.stringify(readAnswer(JSON.stringify(body), asked).messages[0]?.details?.other);
    expect(other).toContain('FinishReason');
    expect(other.length).toBeLessThan(1_000);
    expect(other).not.toContain('"k"');
  });
});
