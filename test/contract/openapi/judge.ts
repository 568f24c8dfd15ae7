import { Document, type Operation, type Parameter } from './document.ts';

/** One exchange as it went over the wire. */
export interface Wire {
  readonly method: string;
  /** Without query, as sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Undefined: not the vendor's own words, so not judged. */
  readonly answer: { readonly status: number; readonly contentType: string; readonly body: string } | undefined;
}

export interface Judgement {
  /** For example `haufe: GET /v1/threads`. */
  readonly endpoint: string;
  readonly problems: readonly string[];
}

export const documents = {
  haufe: new Document('openapi-haufe.yaml'),
  copilotBuilder: new Document('openapi-copilotbuilder.yaml'),
} as const;

/** Where the vendors live on the test service and in the demo. */
const rooms = [
  { vendor: 'haufe', prefix: /^\/agents(?=\/v1\/)/ },
  { vendor: 'copilotBuilder', prefix: /^(?:\/copilotbuilder)?(?=\/chat\/)/ },
] as const;

const keyHeaders = Object.values(documents).map(({ keyHeader }) => keyHeader);

/** Headers that a client sends by itself, and what the documents do not list as parameters. */
const plainHeaders = new Set(['accept', 'content-type', 'content-length', 'host', 'connection', 'user-agent']);

/** Holds `wire` against the document of its vendor. */
export function judge(wire: Wire): Judgement {
  const room = rooms.find(({ prefix }) => prefix.test(wire.path));
  if (!room) return upload(wire);
  const document = documents[room.vendor];
  const path = wire.path.replace(room.prefix, '');
  const operation = document.find(wire.method, path);
  if (!operation) return { endpoint: `${room.vendor}: ${wire.method} ${path}`, problems: ['is in no document'] };
  const problems = [
    ...(wire.headers[document.keyHeader] ? [] : [`request: no ${document.keyHeader}`]),
    ...parameterProblems(document, operation, wire).map((problem) => `request: ${problem}`),
    ...requestProblems(document, operation, wire).map((problem) => `request: ${problem}`),
    ...(wire.answer ? answerProblems(document, operation, wire.answer).map((problem) => `answer: ${problem}`) : []),
  ];
  return { endpoint: `${room.vendor}: ${operation.name}`, problems };
}

/** The bytes of a file go to an address that the vendor gave out, at another host: no key may come along. */
function upload({ method, path, headers }: Wire): Judgement {
  if (method !== 'PUT') return { endpoint: `${method} ${path}`, problems: ['is in no document'] };
  const sent = [...keyHeaders, 'user-id'].filter((name) => headers[name] !== undefined);
  return { endpoint: 'haufe: PUT {file_url}', problems: sent.map((name) => `request: ${name} left the vendor`) };
}

function parameterProblems(document: Document, { parameters, pathValues }: Operation, wire: Wire): string[] {
  const given = ({ name, in: place }: Parameter): string | undefined => {
    if (place === 'path') return pathValues[name];
    return place === 'header' ? wire.headers[name.toLowerCase()] : (wire.query.get(name) ?? undefined);
  };
  const wrong = parameters.flatMap(({ pointer, parameter }) => {
    const { name, in: place, required, schema } = parameter;
    const value = given(parameter);
    if (value === undefined) return required ? [`${place} ${name} is missing`] : [];
    const problems = document.problems(`${pointer}/schema`, read(value, schema.type));
    return problems.map((problem) => `${place} ${name}: ${problem}`);
  });
  const known = (place: Parameter['in']): Set<string> =>
    new Set(parameters.filter(({ parameter }) => parameter.in === place).map(({ parameter }) => parameter.name));
  const [query, headers] = [known('query'), known('header')];
  const odd = [...wire.query.keys()].filter((name) => !query.has(name)).map((name) => `query ${name} is unknown`);
  const own = Object.keys(wire.headers).filter(
    (name) => !plainHeaders.has(name) && !/^(?:sec-fetch-|accept-)/.test(name) && name !== document.keyHeader,
  );
  return [...wrong, ...odd, ...own.filter((name) => !headers.has(name)).map((name) => `header ${name} is unknown`)];
}

/** What stands in an address is text; the document may mean a number. */
function read(value: string, type: Parameter['schema']['type']): unknown {
  if (type === 'integer' && /^-?\d+$/.test(value)) return Number(value);
  return type === 'boolean' && /^(?:true|false)$/.test(value) ? value === 'true' : value;
}

function requestProblems(document: Document, { pointer }: Operation, { headers, body }: Wire): readonly string[] {
  const expected = document.body(`${pointer}/requestBody`);
  if (!expected) return body === '' ? [] : ['has a body where none is documented'];
  if (body === '') return expected.body.required ? ['has no body'] : [];
  return contentProblems(document, expected.pointer, expected.body.content, headers['content-type'] ?? '', body);
}

function answerProblems(document: Document, { pointer }: Operation, answer: NonNullable<Wire['answer']>) {
  const { status, contentType, body } = answer;
  const expected = document.body(`${pointer}/responses/${status}`) ?? document.body(`${pointer}/responses/default`);
  if (!expected) return [`status ${status} is not documented`];
  if (!expected.body.content) return body === '' ? [] : [`status ${status} has a body where none is documented`];
  return contentProblems(document, expected.pointer, expected.body.content, contentType, body);
}

function contentProblems(
  document: Document,
  pointer: string,
  content: Readonly<Record<string, unknown>> = {},
  contentType: string,
  body: string,
): readonly string[] {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(content, type)) return [`content type "${type}" is not documented`];
  const schema = `${pointer}/content/${type.replaceAll('/', '~1')}/schema`;
  if (!type.endsWith('json')) return document.problems(schema, body);
  // A streamed answer is described line by line.
  const streamed = document.resolve(schema).endsWith('/StreamLine');
  const texts = streamed ? body.split('\n').filter((line) => line.trim() !== '') : [body];
  return texts.flatMap((text) => {
    const value = parsed(text);
    return value === undefined ? ['is no JSON'] : document.problems(schema, value);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
