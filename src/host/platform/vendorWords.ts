import { addressOf, type Connection, type ProviderKind } from '../../chat/model/connection.ts';
import { lines, plain, type Sentence, t } from './words.ts';

/** What people are told of a vendor. Promises about their data are among it: no vendor has another one's by default. */
interface VendorWords {
  name(): Sentence;
  /** Whom one asks there, for the choice in Add Connection. */
  whatItIs(): Sentence;
  /** A codicon. */
  readonly icon: string;
  tooltip(connection: Connection): Sentence;
  /** The connection was tested, and where questions go from now on. */
  works(connection: Connection): Sentence;
  whatRemovingDeletes(connection: Connection): Sentence;
  whatDeletingAConversationMeans(): Sentence;
  /** Where an attached file goes and for how long; undefined where none can be attached. */
  whereFilesGo(connection: Connection): readonly Sentence[] | undefined;
  /** The place where uploaded files are. */
  filePlace(connection: Connection): Sentence;
  ratingWasSent(assistantName: string): Sentence;
  /** Under an exported conversation: where its answers come from. */
  whereAnswersComeFrom(): Sentence;
  /** A quiet line above the message field. */
  banner(): Sentence | undefined;
  /** The conversation is gone, where that means more than that somebody deleted it. */
  threadGone(): Sentence | undefined;
}

/** What is the same wherever a service is asked over the network. */
const service = {
  icon: 'organization',
  tooltip: (connection: Connection) => lines(plain(connection.label), plain(addressOf(connection) ?? '')),
  filePlace: ({ label }: Connection) => plain(label),
  ratingWasSent: (assistantName: string) => t('Your rating of the last answer was sent to {0}.', assistantName),
  whereAnswersComeFrom: writtenByAssistant,
  banner: () => undefined,
  threadGone: () => undefined,
};

const vendorWords = {
  haufe: {
    ...service,
    name: () => plain('Haufe'),
    whatItIs: () => t('Copilot via API: tax, HR, legal and other expert assistants'),
    works: (connection) =>
      t('The connection “{0}” works. What you ask and attach goes to {1}.', connection.label, hostOf(connection)),
    whatRemovingDeletes: () =>
      t(
        'Its API key, texts that you have not sent, the titles and ratings you gave, the details you entered and the copies for reading offline are deleted from this computer, and its conversations leave their folders. Conversations stay at the service.',
      ),
    whatDeletingAConversationMeans: () => t('It is deleted at Haufe too. This cannot be undone.'),
    whereFilesGo: (connection) => [
      t(
        'Its name goes to {0}, its content to the storage that {1} names. There it is scanned for viruses and read.',
        `${connection.label} (${hostOf(connection)})`,
        connection.label,
      ),
      t(
        'It is deleted there after 24 hours, or, with “Attach and Keep”, when you delete it with “Manage Uploaded Files …” or together with its conversation.',
      ),
      t('In a conversation that it was sent in, it can be used until that conversation is deleted.'),
    ],
  },
  copilotBuilder: {
    ...service,
    name: () => plain('CopilotBuilder'),
    whatItIs: () => t('Any copilot or workflow with an API deployment'),
    works: (connection) =>
      t('The connection “{0}” works. What you ask goes to {1}.', connection.label, hostOf(connection)),
    whatRemovingDeletes: ({ id }) =>
      t(
        'Its API key, texts that you have not sent and the titles you gave are deleted from this computer, and its conversations leave their folders. They stay on this computer, unseen, until there is a connection with the id “{0}” again; the id is made of the name.',
        id,
      ),
    whatDeletingAConversationMeans: () =>
      t('It is deleted from this computer; what CopilotBuilder has stored stays there. This cannot be undone.'),
    whereFilesGo: () => undefined,
  },
  demo: {
    name: () => t('Demo'),
    whatItIs: () => t('Nothing leaves this computer; answers from the guide, no key'),
    icon: 'beaker',
    tooltip: () => t('Answers are found in this extension’s guide. Nothing leaves this computer.'),
    works: ({ label }) => t('The connection “{0}” works.', label),
    whatRemovingDeletes: () =>
      t(
        'Texts that you have not sent, the titles and ratings you gave and the details you entered are deleted, and its conversations leave their folders. It can be added again at any time. Conversations with Demo Tour stay on this computer.',
      ),
    whatDeletingAConversationMeans: () => t('It is deleted from this computer. This cannot be undone.'),
    whereFilesGo: () => [
      t(
        'In the demo it stays on this computer: what a service does with a file is only played through, and forgotten when this window closes.',
      ),
    ],
    filePlace: ({ label }) => t('{0} (on this computer)', label),
    ratingWasSent: () => t('Your rating stays on this computer: nobody gets it in the demo.'),
    whereAnswersComeFrom: () => t('Answers in this document were found in the guide of Expert Assistants.'),
    banner: () => t('Demo: answers are found in this extension’s guide; no language model'),
    threadGone: () =>
      t(
        'The demo has forgotten this conversation: it keeps conversations only until the window closes or reloads. What is in the message field goes along into a new one.',
      ),
  },
} satisfies Record<ProviderKind, VendorWords>;

export function wordsOf({ provider }: Pick<Connection, 'provider'>): VendorWords {
  return vendorWords[provider];
}

/** Under an exported conversation; its connection may have been removed while it was open. */
export function whereAnswersComeFrom(connection: Connection | undefined): Sentence {
  return connection ? wordsOf(connection).whereAnswersComeFrom() : writtenByAssistant();
}

function writtenByAssistant(): Sentence {
  return t('Answers in this document were written by an AI assistant.');
}

/** What is wrong with an entry of the `connections` setting that names none of the vendors above. */
export function unknownProvider(): Sentence {
  return t('“provider” must be haufe, copilotBuilder or demo.');
}

/** What Delete All Local Data leaves where it is. */
export function whatStaysElsewhere(): Sentence {
  return t(
    'Conversations and files at Haufe stay: delete them before, while the key is here. Your settings stay, and documents that you made from answers, even unsaved ones. Other windows that are open keep what they show until they close.',
  );
}

function hostOf(connection: Connection): string {
  const address = addressOf(connection);
  return address === undefined ? '' : new URL(address).host;
}
