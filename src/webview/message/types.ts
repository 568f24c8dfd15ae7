import type { Message } from '../../chat/model/model.ts';
import type { ChatHead } from '../../protocol.ts';

export interface MessagePainting {
  readonly message: Message;
  readonly head: ChatHead;
  readonly isLast: boolean;
  /** The last question, while no answer runs and it is not being changed already. */
  readonly mayEdit: boolean;
  /** A question that the service has and can delete, while no answer runs and nothing is being changed. */
  readonly mayDelete: boolean;
  readonly silentSeconds: number | undefined;
}

export interface MessageView {
  readonly element: HTMLElement;
  readonly update: (painting: MessagePainting) => void;
  /** Ends what would go on by itself, for example a countdown. */
  readonly dispose: () => void;
}

/** A part of a message that is painted anew when the message changed. */
export interface MessagePart {
  readonly nodes: readonly HTMLElement[];
  readonly update: (painting: MessagePainting) => void;
}
