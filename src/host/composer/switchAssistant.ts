import { all } from '../../base/disposable.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Composers } from '../../chat/composer/composer.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { FromWebview } from '../../protocol.ts';
import type { ChatPort } from '../platform/chatPort.ts';

interface Needed {
  readonly directory: AssistantDirectory;
  readonly sessions: SessionRegistry;
  readonly pages: Pages;
  readonly composers: Composers;
  readonly views: ChatPort;
}

/** The choice that was made last, by window: one before it that is still being looked for counts no more. */
const latest = new WeakMap<Needed['sessions'], object>();

/** Shows a conversation with the assistant that was chosen on the page; what was typed beside its name goes along. */
export async function chooseAssistant(parts: Needed, choice: Extract<FromWebview, { type: 'choose' }>): Promise<void> {
  const { directory, sessions, pages, composers, views } = parts;
  const { connectionId, assistantId, carry } = choice;
  latest.set(sessions, choice);
  // Whoever goes elsewhere meanwhile, or asks, is not taken away from there.
  let isOvertaken = false;
  const overtake = () => {
    isOvertaken = true;
  };
  const listening = all(
    pages.onActive(overtake),
    pages.active?.onEvent(({ type }) => {
      if (type === 'run-start') overtake();
    }) ?? { dispose: () => undefined },
  );
  const known = directory.known(connectionId).find(({ id, former }) => id === assistantId && !former);
  const finding = known ? Promise.resolve(known) : directory.find(connectionId, assistantId);
  const assistant = await finding.finally(() => listening.dispose());
  if (isOvertaken || latest.get(sessions) !== choice) return;
  const from = sessions.open.find(({ id }) => id === carry?.sessionId);
  const session = carry ? pages.startEmpty(connectionId, assistant) : pages.start(connectionId, assistant);
  if (!carry || !from || from === session) return;
  composers.of(from).moveTo(composers.of(session), carry.text);
  views.showState();
}
