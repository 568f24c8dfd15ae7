import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AnswerDetails, Thread } from '../../src/chat/model/model.ts';
import type { RequestDetails, RequestDetailsStore } from '../../src/chat/ports/storage.ts';
import { hr, realEstate, tax } from '../service/haufe.ts';
import { bodyOf } from '../service/reply.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject, tell } from './harness.ts';

let service: Service;
let subject: Subject;
let thread: Thread;
let entered: RequestDetails;
const details: RequestDetailsStore = {
  get: async () => entered,
  put: async (_, __, values) => {
    entered = values;
  },
  forget: async () => undefined,
};
const ask = (mayBeStored = false) => tell(subject.provider.ask(thread, { text: 'Frage', mayBeStored }, never));
const metaData = () => {
  const run = service.requests.findLast(({ path }) => /\/run(?:\/stream)?$/.test(path));
  return run && bodyOf(run)?.['meta_data'];
};
/** The assistant of `thread` as if it wanted `fields`. */
const wants = async (fields: unknown) => {
  service.fail('/v1/assistants', { body: JSON.stringify([{ ...hr, request_required_fields: fields }]) });
  const [assistant] = await subject.provider.listAssistants(never);
  service.requests.length = 0;
  return assistant;
};

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(async () => {
  entered = {};
  subject = makeHaufe(service, { details });
  await subject.provider.listAssistants(never);
  thread = await subject.provider.createThread(hr.id, 'Angaben', never);
  service.reset();
});

describe('what an assistant wants to know', () => {
  test('tells with an assistant what it wants to know', async () => {
    const listed = await subject.provider.listAssistants(never);
    expect(listed.map(({ requiredFields }) => requiredFields)).toEqual([undefined, undefined, ['user_data.licence']]);
  });

  test('sends nothing while a detail is missing, and names the fields', async () => {
    await wants({ __root__: ['user_data', 'region'], user_data: ['licence', 'company'], company: ['size'] });
    const { error } = await ask();
    expect(error).toMatchObject({ code: 'details-missing', processed: 'no' });
    expect(error).toHaveProperty('fields', ['user_data.licence', 'user_data.company.size', 'region']);
    expect(service.requests).toEqual([]);
  });

  test('sends a detail in its place once it was entered, and looks it up again at every question', async () => {
    await wants({ __root__: ['user_data', 'region'], user_data: ['licence', 'company'], company: ['size'] });
    entered = { 'user_data.licence': 'PI1', 'user_data.company.size': '12', region: 'BY' };
    expect((await ask()).error).toBeUndefined();
    expect(metaData()).toEqual({ user_data: { licence: 'PI1', company: { size: '12' } }, region: 'BY' });
    entered = {};
    expect((await ask()).error).toMatchObject({ code: 'details-missing' });
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'takes a detail named %s, which every object inherits, as missing',
    async (name) => {
      await wants({ __root__: [name, 'user_data'], user_data: [name] });
      const { error } = await ask();
      expect(error).toMatchObject({ code: 'details-missing', processed: 'no' });
      expect(error).toHaveProperty('fields', [name, `user_data.${name}`]);
      expect(service.requests).toEqual([]);
      entered = { [name]: 'a', [`user_data.${name}`]: 'b' };
      expect((await ask()).error).toBeUndefined();
      expect(metaData()).toEqual({ [name]: 'a', user_data: { [name]: 'b' } });
    },
  );

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'])(
    'sends the connection’s licence to an assistant with the id %s',
    async (id) => {
      const licenses = JSON.parse('{ "another": "PI2" }');
      const asked = { ...thread, assistantId: id };
      const license = async (connection: object) => {
        subject = makeHaufe(service, { details, connection });
        service.fail('/v1/assistants', { body: JSON.stringify([{ ...hr, id }]) });
        await subject.provider.listAssistants(never);
        service.requests.length = 0;
        await tell(subject.provider.ask(asked, { text: 'Frage', mayBeStored: false }, never));
        return metaData();
      };
      expect(await license({ license: 'PI1', licenses })).toEqual({ user_data: { licence: 'PI1' } });
      const own = JSON.parse(`{ "${id}": "PI3" }`);
      expect(await license({ license: 'PI1', licenses: own })).toEqual({ user_data: { licence: 'PI3' } });
    },
  );

  test('sends the licence wherever it is asked for, in the spelling of the place', {
    tags: 'haufe/row-25',
  }, async () => {
    subject = makeHaufe(service, { details, connection: { license: 'PI1', licenses: { [hr.id]: 'PI2' } } });
    await wants({ __root__: ['user_data'], user_data: ['license'] });
    await ask();
    expect(metaData()).toEqual({ user_data: { license: 'PI2' } });
    await wants({ __root__: ['user_data'], user_data: ['licence'] });
    entered = { 'user_data.licence': 'PI3' };
    await ask();
    // What the settings name for this assistant goes before what was entered, and that before the connection's.
    expect(metaData()).toEqual({ user_data: { licence: 'PI2' } });
    subject = makeHaufe(service, { details, connection: { license: 'PI1' } });
    await ask();
    expect(metaData()).toEqual({ user_data: { licence: 'PI3' } });
  });

  test('sends a detail no longer once the vendor does not want it, but the licence still', async () => {
    await wants({ __root__: ['region'] });
    entered = { region: 'BY', 'user_data.company': 'Muster GmbH', 'user_data.licence': 'PI1' };
    await ask();
    expect(metaData()).toEqual({ region: 'BY', user_data: { licence: 'PI1' } });
    await wants({});
    await ask();
    expect(metaData()).toEqual({ user_data: { licence: 'PI1' } });
  });

  test("reads by the assistant's id what it wants to know when no list was read", async () => {
    const fresh = makeHaufe(service, { details });
    thread = await fresh.provider.createThread(realEstate.id, 'Miete', never);
    service.reset();
    const { error } = await tell(fresh.provider.ask(thread, { text: 'Frage', mayBeStored: false }, never));
    expect(error).toMatchObject({ code: 'details-missing', fields: ['user_data.licence'] });
    expect(service.requests.map(({ path }) => path)).toEqual([`/agents/v1/assistants/${realEstate.id}`]);
  });

  test.each([
    ['only a licence', { __root__: ['user_data'], user_data: ['licence'] }, 'licence-missing', ['user_data.licence']],
    [
      'more',
      { __root__: ['user_data', 'region'], user_data: ['licence'] },
      'details-missing',
      ['user_data.licence', 'region'],
    ],
    ['nothing that we know of', {}, 'licence-missing', ['user_data.licence']],
  ])(
    'names what is to be corrected when the vendor misses %s although all of it was sent',
    async (_, fields, code, named) => {
      await wants(fields);
      entered = { 'user_data.licence': 'alt', region: 'BY' };
      service.fail('/stream', { status: 422, body: '{"error_code":"request_metadata_missing_or_incomplete"}' });
      service.fail(new RegExp(hr.id), { body: JSON.stringify({ ...hr, request_required_fields: fields }) });
      const { error, events } = await ask();
      expect(error).toMatchObject({ code, status: 422, fields: named });
      // The question is there; with the right details it is only run.
      expect(events[0]?.type).toBe('question-stored');
      service.requests.length = 0;
      entered = { 'user_data.licence': 'neu', region: 'BY' };
      expect((await ask(true)).error).toBeUndefined();
      expect(service.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))).toEqual(
        [],
      );
      expect(metaData()).toMatchObject({ user_data: { licence: 'neu' } });
    },
  );
});

describe('what the vendor tells about an answer', () => {
  const toldOf = async (): Promise<AnswerDetails | undefined> => {
    const { events } = await ask();
    return events.flatMap((event) => (event.type === 'details-found' ? [event.details] : [])).at(-1);
  };
  const loaded = async () => (await subject.provider.listMessages(thread, undefined, never)).items.at(-1);
  const lines = (...chunks: unknown[]) => chunks.map((chunk) => `${JSON.stringify(chunk)}\n`).join('');
  const type = '53aa66b7-b874-407f-967c-3a959c919d62';

  test.each([
    ['streamed', hr.id],
    ['in one piece', tax.id],
  ])(
    'tells notice, intent and the rest of an answer %s as they are read back',
    { tags: 'haufe/row-10' },
    async (_, id) => {
      const answers = service.haufe.answers;
      service.haufe.answers = () => ({
        text: 'Ja.',
        sources: [],
        meta_data: {
          legal_advice: true,
          intent: 'advice',
          model: { name: 'x', api_key: 'geheim' },
          ApiKeys: ['geheim'],
        },
      });
      thread = await subject.provider.createThread(id, 'Rat', never);
      const other = { type, model: { name: 'x', api_key: '[redacted]' }, ApiKeys: '[redacted]' };
      const expected = { legalAdvice: true, intent: 'advice', other };
      expect(await toldOf()).toEqual(expected);
      expect((await loaded())?.details).toEqual(expected);
      service.haufe.answers = answers;
    },
  );

  test('keeps the keys that fit of what the vendor tells about an answer, and says which do not', {
    tags: 'haufe/row-10',
  }, async () => {
    service.fail('/stream', {
      body: lines({ delta: { content: 'Ja.' }, meta_data: { small: 1, large: 'x'.repeat(40_000), last: 2 } }),
    });
    expect((await toldOf())?.other).toEqual({ small: 1, large: '[left out: too long]', last: 2 });
  });

  test('reads what the vendor tells at the top or in the delta, and lets the last one win, key by key', {
    tags: 'haufe/row-15',
  }, async () => {
    service.fail('/stream', {
      body: lines(
        { message_id: 'm', delta: { content: 'Ja' }, meta_data: { intent: 'first', legal_advice: true } },
        { message_id: 'm', delta: { content: '.', meta_data: { intent: 'last' } } },
        { message_id: 'm', meta_data: { more: 1 } },
      ),
    });
    expect(await toldOf()).toEqual({ intent: 'last', legalAdvice: true, other: { more: 1 } });
  });

  test("shows the answer whatever shape the vendor's details have", { tags: 'haufe/row-10' }, async () => {
    for (const meta_data of [null, 'x', 7, [], { intent: 7, legal_advice: 'yes' }, { big: 'x'.repeat(40_000) }]) {
      service.fail('/stream', { body: lines({ message_id: 'm', delta: { content: 'Ja.' }, meta_data }) });
      const { text, error } = await ask();
      expect([text, error]).toEqual(['Ja.', undefined]);
    }
  });

  test('names tool calls, hides their messages and system prompts, and never sends a tool', {
    tags: 'haufe/row-30',
  }, async () => {
    service.fail('/stream', {
      body: lines(
        { message_id: 'm', delta: { tool_calls: [{ index: 0, function: { name: 'search', arguments: '{' } }] } },
        { message_id: 'm', delta: { tool_calls: [{ name: 'calculate' }, { type: 'function' }] } },
      ),
    });
    const { events, text, error } = await ask();
    expect([text, error]).toEqual(['', undefined]);
    expect(events).toContainEqual({
      type: 'details-found',
      details: { toolCalls: ['search', 'calculate', 'function'] },
    });
    const run = service.requests.find(({ path }) => path.endsWith('/stream'));
    expect(run && bodyOf(run)).toEqual({});
    const served = service.haufe.thread(thread.id) ?? expect.fail('no thread');
    service.haufe.addMessage(served, 'system', 'Der geheime Auftrag.');
    service.haufe.addMessage(served, 'assistant', '', { tool_calls: [{ function: { name: 'search' } }] });
    service.haufe.addMessage(served, 'tool', 'Ergebnis');
    const { items } = await subject.provider.listMessages(thread, undefined, never);
    expect(items.map(({ role, text: shown }) => [role, shown])).toEqual([
      ['user', 'Frage'],
      ['assistant', ''],
    ]);
    expect(items[1]).toMatchObject({ state: 'complete', details: { toolCalls: ['search'] } });
  });

  test('tells the ids of question and answer, which are those of the list', async () => {
    const { events } = await ask();
    const { items } = await subject.provider.listMessages(thread, undefined, never);
    const [question, answer] = items.map(({ storedId }) => storedId);
    expect(events).toContainEqual({ type: 'question-stored', messageId: question });
    expect(events).toContainEqual({ type: 'answer-stored', messageId: answer });
  });
});

test('does not repeat an error in which a service repeats the key', { tags: 'haufe/row-33' }, async () => {
  const { key } = service.haufe;
  service.fail('/v1/threads', { status: 400, body: JSON.stringify({ error_code: key, detail: key, api_key: key }) });
  const error = await subject.provider.listThreads(hr.id, undefined, never).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'invalid-request', detail: '[key]' });
  expect(subject.log.join('\n')).not.toContain(key);
});
