import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { ChatError } from '../../chat/model/errors.ts';
import { caps } from '../http/body.ts';
import { lineBatches } from './lines.ts';

/**
 * The events of a server-sent event stream (HTML Living Standard, 9.2). An event that the end of the body leaves
 * unfinished is given out as well: its JSON tells whether it is whole, and a cut one must not pass for a clean end.
 * Fails with ChatError `too-large` on an event past 1 MiB.
 */
export async function* sseEvents(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<EventSourceMessage, void, undefined> {
  let events: EventSourceMessage[] = [];
  let overflow = false;
  const parser = createParser({
    maxBufferSize: caps.line,
    onEvent: (event) => events.push(event),
    onError: (error) => {
      overflow ||= error.type === 'max-buffer-size-exceeded';
    },
  });
  const take = (): readonly EventSourceMessage[] => {
    if (overflow) throw new ChatError('too-large', { processed: 'maybe', detail: 'event' });
    const taken = events;
    events = [];
    return taken;
  };
  for await (const batch of lineBatches(bytes, (chunk) => Math.max(chunk.lastIndexOf(10), chunk.lastIndexOf(13)))) {
    parser.feed(batch);
    yield* take();
  }
  parser.feed('\n\n');
  yield* take();
}
