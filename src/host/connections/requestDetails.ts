import { own } from '../../base/ownProperty.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { AttachedContext } from '../../chat/composer/attachedContext.ts';
import type { Assistant } from '../../chat/model/model.ts';
import type { RequestDetails, RequestDetailsStore } from '../../chat/ports/storage.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import type { SessionRegistry } from '../../chat/session/sessionRegistry.ts';
import type { TextTarget } from '../documents/targetEditor.ts';
import type { Prompts } from '../platform/prompts.ts';
import { runSteps, type Step, textStep } from '../platform/wizard.ts';
import { t } from '../platform/words.ts';
import { detailsAlong, documentedLicensePath, isLicensePath } from './licenses.ts';
import { pickAssistant } from './pickAssistant.ts';

interface Needed {
  readonly providers: Pick<Providers, 'connection'>;
  readonly details: RequestDetailsStore;
  readonly prompts: Prompts;
}

/** The assistant that the details are for. */
interface Subject {
  readonly connectionId: string;
  readonly assistant: Assistant;
}

/**
 * Asks once for what the assistant wants to know with every question and what is not known yet. False when the person
 * gave up: then nothing may be sent.
 */
export async function ensureDetails(parts: Needed, subject: Subject): Promise<boolean> {
  const fields = subject.assistant.requiredFields ?? [];
  if (fields.length === 0) return true;
  const known = await knownDetails(parts, subject);
  const missing = fields.filter((field) => !own(known, field));
  if (missing.length === 0 || (await askForDetails(parts, subject, missing))) return true;
  const said = t('Your question wasn’t sent. {0} requires these details.', subject.assistant.name);
  void parts.prompts.tell('info', said);
  return false;
}

/**
 * Asks for `fields`, each with what is known so far, and remembers the answers for this connection and assistant. False
 * when the person gave up; then nothing is changed.
 */
export async function askForDetails(parts: Needed, subject: Subject, fields: readonly string[]): Promise<boolean> {
  const { connectionId, assistant } = subject;
  const known = await knownDetails(parts, subject);
  const title = t('Required Details for {0}', assistant.name);
  const steps = fields.map(
    (field): Step<RequestDetails> => ({
      ask: async (state, frame) => {
        const typed = await textStep(
          parts,
          { title, ...frame },
          {
            prompt: t('{0}. It’s sent with every question to {1}.', fieldName(field), assistant.name),
            value: own(state, field) ?? '',
            problem: (text) => (text === '' ? t('Enter a value. The assistant requires it.') : undefined),
          },
        );
        return typeof typed === 'string' ? typed : { value: { [field]: typed.value } };
      },
    }),
  );
  const given = await runSteps<RequestDetails>(known, steps);
  // What was removed meanwhile is not written down again.
  if (!given || !parts.providers.connection(connectionId)) return false;
  const stored = await parts.details.get(connectionId, assistant.id);
  const entered = Object.fromEntries(fields.map((field) => [field, own(given, field) ?? '']));
  await parts.details.put(connectionId, assistant.id, { ...stored, ...entered });
  return true;
}

/**
 * Returns the fields that the last failure asked for; else those that the assistant is known to want; else the license.
 */
export function fieldsWanted({ assistant, transcript }: ChatSession): readonly string[] {
  const asked = transcript.messages.at(-1)?.error?.fields ?? [];
  const required = assistant.requiredFields ?? [];
  return asked.length > 0 ? asked : required.length > 0 ? required : [documentedLicensePath];
}

/** Asks for the required details of the shown conversation's assistant, or of one that is chosen. */
export async function enterDetails(
  parts: Needed & {
    readonly providers: Providers;
    readonly sessions: SessionRegistry;
    readonly pages: Pages;
    readonly directory: AssistantDirectory;
    readonly recent: RecentAssistants;
    readonly chips: AttachedContext;
    readonly target: TextTarget;
  },
): Promise<void> {
  const { active: shown } = parts.pages;
  const subject = shown ?? (await pickAssistant(parts, t('Select an assistant')));
  if (!subject || subject === 'current') return;
  const fields = subject.assistant.requiredFields ?? [];
  const wanted =
    fields.length > 0 ? fields : Object.keys(await parts.details.get(subject.connectionId, subject.assistant.id));
  if (wanted.length === 0) {
    void parts.prompts.tell('info', t('{0} doesn’t require any additional details.', subject.assistant.name));
    return;
  }
  if (await askForDetails(parts, subject, wanted)) {
    void parts.prompts.tell('info', t('Details saved. They’re sent with every question.'));
  }
}

function knownDetails({ providers, details }: Needed, { connectionId, assistant }: Subject): Promise<RequestDetails> {
  return detailsAlong(details, providers.connection(connectionId), assistant, connectionId);
}

/** `user_data.cost_center` → “cost center (user_data.cost_center)”: the vendor's own word, and where it goes. */
function fieldName(path: string): string {
  if (isLicensePath(path)) {
    return t(
      'License (product number, as named by your Haufe contact person; with a wrong one, answers silently get worse)',
    );
  }
  const word = (path.split('.').at(-1) ?? path).replace(/([a-z])([A-Z])/g, '$1 $2').replace(/_/g, ' ');
  return `${word} (${path})`;
}
