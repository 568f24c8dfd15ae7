import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { RunEvent, Thread } from '../../src/chat/model/model.ts';
import { hr, type ServedThread } from '../service/haufe.ts';
import { type Service, startService } from '../service/service.ts';
import { makeHaufe, never, type Subject } from './harness.ts';

export interface Begun {
  readonly service: Service;
  readonly subject: Subject;
  readonly thread: Thread;
}

/** Gives each test of a file a conversation with the HR assistant that has just begun, at a service that has recorded nothing. */
export function useHaufeConversation(take: (begun: Begun) => void, title = 'Probezeit'): void {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());
  beforeEach(async () => {
    service.haufe.storesAnswer = 'sent';
    const subject = makeHaufe(service);
    await subject.provider.listAssistants(never);
    const thread = await subject.provider.createThread(hr.id, title, never);
    service.reset();
    take({ service, subject, thread });
  });
}

/** What was asked of the service: method and path, from the conversation on. */
export function callsOf({ requests }: Service): readonly string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace(/.*\/threads\/[^/]+/, '…')}`);
}

/** The conversation as the service has it. */
export function servedThread({ haufe }: Service, { id }: Thread): ServedThread {
  return haufe.thread(id) ?? expect.fail('no thread');
}

/** The kinds of what an answer tells of itself; what is told beside it has tests of its own. */
export function kindsOf(events: readonly RunEvent[]): readonly string[] {
  return events.map(({ type }) => type).filter((type) => type !== 'answer-stored' && type !== 'details-found');
}
