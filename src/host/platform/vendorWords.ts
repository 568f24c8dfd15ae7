import { addressOf, type Connection, type ProviderKind } from '../../chat/model/connection.ts';
import { lines, plain, type Sentence, sentences, t } from './words.ts';

/** The words about a vendor. Promises about people's data are among them: no vendor has another one's by default. */
interface VendorWords {
  name(): Sentence;
  /** Returns the words for the choice in Add Connection: who is asked there. */
  whatItIs(): Sentence;
  /** A codicon. */
  readonly icon: string;
  /** Returns where a person finds an API key of theirs; undefined where there is none. */
  whereKeysAre(): Sentence | undefined;
  tooltip(connection: Connection): Sentence;
  /** The connection was tested, and where questions go from now on. */
  works(connection: Connection): Sentence;
  whatRemovingDeletes(connection: Connection): Sentence;
  whatDeletingAConversationMeans(connection: Connection): Sentence;
  /** Returns where an attached file goes and for how long; undefined where none can be attached. */
  whereFilesGo(connection: Connection): readonly Sentence[] | undefined;
  /** The place where uploaded files are. */
  filePlace(connection: Connection): Sentence;
  ratingWasSent(assistantName: string): Sentence;
  /** Returns the sentence under an exported conversation: the origin of its answers. */
  whereAnswersComeFrom(): Sentence;
  /** Returns that this is the demo, and where its answers come from; undefined for a service. */
  demo(): Sentence | undefined;
  /** The conversation is gone, where that means more than that somebody deleted it. */
  threadGone(): Sentence | undefined;
}

/** The words that are the same wherever a service is asked over the network. */
const service = {
  icon: 'organization',
  tooltip: (connection: Connection) => lines(plain(connection.name), plain(addressOf(connection) ?? '')),
  filePlace: ({ name }: Connection) => plain(name),
  ratingWasSent: (assistantName: string) => t('Your rating of the last answer was sent to {0}.', assistantName),
  whereAnswersComeFrom: writtenByAssistant,
  demo: () => undefined,
  threadGone: () => undefined,
};

const vendorWords = {
  haufe: {
    ...service,
    name: () => plain('Haufe'),
    whereAnswersComeFrom: () => sentences(writtenByAssistant(), t('Powered by {0}.', 'Haufe')),
    whereKeysAre: () => t('You can get one at {0}.', 'portal.haufe.ai'),
    whatItIs: () => t('Copilot via API: tax, HR, legal, and other expert assistants'),
    tooltip: (connection) => lines(service.tooltip(connection), whose(connection)),
    works: (connection) =>
      sentences(
        t(
          'The connection “{0}” works. Your questions and attachments are sent to {1}.',
          connection.name,
          hostOf(connection),
        ),
        whose(connection),
      ),
    whatRemovingDeletes: () =>
      t(
        'The API key, unsent drafts, titles, ratings, required details, and offline copies will be deleted from this computer, and conversations are removed from their folders. Conversations stay on the service.',
      ),
    whatDeletingAConversationMeans: (connection) =>
      isShared(connection)
        ? t(
            'The conversation will be deleted on the Haufe service, too, for everyone who uses this API key. This can’t be undone.',
          )
        : t(
            'The conversation will be deleted on the Haufe service, too, also for your other computers. This can’t be undone.',
          ),
    whereFilesGo: (connection) => [
      t(
        'The file’s name is sent to {0}, its content to the storage that {1} specifies. There, it’s scanned for viruses and processed.',
        `${connection.name} (${hostOf(connection)})`,
        connection.name,
      ),
      t(
        'The file is deleted after 24 hours. With “Attach and Keep”, it stays until you delete it or its conversation.',
      ),
      t('Conversations the file was sent in can use it until they’re deleted.'),
    ],
  },
  copilotBuilder: {
    ...service,
    name: () => plain('CopilotBuilder'),
    whereKeysAre: () => t('It’s shown with the API deployment in CopilotBuilder.'),
    whatItIs: () => t('Any copilot or workflow with an API deployment'),
    works: (connection) =>
      t('The connection “{0}” works. Your questions are sent to {1}.', connection.name, hostOf(connection)),
    whatRemovingDeletes: ({ id }) =>
      t(
        'The API key, unsent drafts, and the titles you gave will be deleted from this computer, and conversations are removed from their folders. Conversations stay on this computer but are hidden until you add a connection with the ID “{0}” again. The ID is created from the name.',
        id,
      ),
    whatDeletingAConversationMeans: () =>
      t(
        'The conversation will be deleted from this computer. Data stored by CopilotBuilder stays there. This can’t be undone.',
      ),
    whereFilesGo: () => undefined,
  },
  demo: {
    name: () => t('Demo'),
    whereKeysAre: () => undefined,
    whatItIs: () => t('Works offline without an API key. Answers come from a sample handbook and the user guide.'),
    icon: 'beaker',
    tooltip: () => t('Answers come from a sample handbook and the user guide. Nothing leaves this computer.'),
    works: ({ name }) => t('The connection “{0}” works.', name),
    whatRemovingDeletes: () =>
      t(
        'Unsent drafts, titles, ratings, and required details will be deleted, and conversations are removed from their folders. Conversations stay on this computer. You can add the demo again at any time.',
      ),
    whatDeletingAConversationMeans: () =>
      t('The conversation will be deleted from this computer. This can’t be undone.'),
    whereFilesGo: () => [
      t(
        'In the demo, the file never leaves this computer. Processing is simulated, and the file is discarded when you close the window.',
      ),
    ],
    filePlace: ({ name }) => t('{0} (on this computer)', name),
    ratingWasSent: () => t('In the demo, ratings stay on this computer.'),
    whereAnswersComeFrom: () =>
      t('The answers in this document were found in the demo documents of Expert Assistants.'),
    demo: () => t('Demo: Answers come from a sample handbook and the user guide, not from a language model.'),
    threadGone: () =>
      t('This demo conversation is no longer available. Your draft will be carried over to a new conversation.'),
  },
} satisfies Record<ProviderKind, VendorWords>;

export function wordsOf({ provider }: Pick<Connection, 'provider'>): VendorWords {
  return vendorWords[provider];
}

/** Returns the sentence under an exported conversation; its connection may have been removed while it was open. */
export function whereAnswersComeFrom(connection: Connection | undefined): Sentence {
  return connection ? wordsOf(connection).whereAnswersComeFrom() : writtenByAssistant();
}

function writtenByAssistant(): Sentence {
  return t('The answers in this document were generated by AI.');
}

/** Returns the problem of an entry of the `connections` setting that names none of the vendors above. */
export function unknownProvider(): Sentence {
  return t('“provider” must be haufe, copilotBuilder, or demo.');
}

/** Returns the list of data that Delete All Local Data leaves where it is. */
export function whatStaysElsewhere(): Sentence {
  return t(
    'Not deleted: conversations and files on the Haufe service (delete these first, while you still have the API key), your settings, and documents created from answers, even unsaved ones. Other open windows keep showing their content until you close them.',
  );
}

/** Whether the connection lists the conversations of everyone who uses its API key. */
function isShared(connection: Connection): boolean {
  return connection.provider === 'haufe' && connection.userId === undefined;
}

function whose(connection: Connection): Sentence {
  return isShared(connection)
    ? t('All conversations of this API key are listed: everyone who uses it can read and delete yours, and you theirs.')
    : t('Only your own conversations are listed.');
}

function hostOf(connection: Connection): string {
  const address = addressOf(connection);
  return address === undefined ? '' : new URL(address).host;
}
