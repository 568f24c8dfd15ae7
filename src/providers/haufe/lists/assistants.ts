import { own } from '../../../base/ownProperty.ts';
import type { HaufeConnection } from '../../../chat/model/connection.ts';
import { ChatError } from '../../../chat/model/errors.ts';
import type { RequestDetails, RequestDetailsStore } from '../../../chat/ports/storage.ts';
import type { HaufeApi, WireAssistant } from '../api.ts';
import { isLicence, metaDataOf, requiredFields } from './requirements.ts';

interface Facts {
  readonly streaming: boolean;
  readonly required: readonly string[];
}

/** The one field that any sample of the documentation asks for. */
const documentedField = 'user_data.licence';

/** The known assistants: whether each can stream, and which details it requires with every question. */
export class Assistants {
  readonly #api: HaufeApi;
  readonly #connection: HaufeConnection;
  readonly #details: Pick<RequestDetailsStore, 'get'> | undefined;
  readonly #facts = new Map<string, Facts>();

  constructor(api: HaufeApi, connection: HaufeConnection, details: Pick<RequestDetailsStore, 'get'> | undefined) {
    this.#api = api;
    this.#connection = connection;
    this.#details = details;
  }

  remember(assistant: WireAssistant): Facts {
    // Whether it streams is unknown: try; a refusal says so without having run anything.
    const facts = {
      streaming: assistant.streaming ?? true,
      required: requiredFields(assistant.request_required_fields),
    };
    this.#facts.set(assistant.id, facts);
    return facts;
  }

  async streaming(id: string, signal: AbortSignal): Promise<boolean> {
    return (await this.#of(id, signal)).streaming;
  }

  cannotStream(id: string): void {
    const required = this.#facts.get(id)?.required ?? [];
    this.#facts.set(id, { streaming: false, required });
  }

  /**
   * The `meta_data` of a request: the license that the settings name for this assistant, what a person has entered for it,
   * else the connection's license. Fails
   * with ChatError `details-missing`, naming the fields, when something required is not known.
   */
  async metaData(id: string, signal: AbortSignal): Promise<unknown> {
    const { required } = await this.#of(id, signal);
    const details = await this.#known(id, required);
    const fields = required.filter((field) => !own(details, field));
    if (fields.length > 0) throw new ChatError('details-missing', { processed: 'no', fields });
    return metaDataOf(details);
  }

  /** The same as far as it is known, and without asking the vendor. */
  async knownMetaData(id: string): Promise<unknown> {
    return metaDataOf(await this.#known(id, this.#facts.get(id)?.required ?? []));
  }

  /** The vendor said that something is missing although all that was known to be required was sent. */
  async missing(id: string, error: ChatError, signal: AbortSignal): Promise<ChatError> {
    // Its list may have changed.
    this.#facts.delete(id);
    const { required } = await this.#of(id, signal);
    const fields = required.length > 0 ? required : [documentedField];
    return new ChatError(fields.every(isLicence) ? 'licence-missing' : 'details-missing', {
      processed: error.processed,
      fields,
      ...(error.status !== undefined && { status: error.status }),
      ...(error.host !== undefined && { host: error.host }),
      ...(error.detail !== undefined && { detail: error.detail }),
      ...(error.requestId !== undefined && { requestId: error.requestId }),
      cause: error,
    });
  }

  async #of(id: string, signal: AbortSignal): Promise<Facts> {
    const known = this.#facts.get(id);
    if (known) return known;
    try {
      return this.remember(await this.#api.assistant(id, signal));
    } catch (error) {
      // The run itself says better what is wrong, and falls back when it must.
      if (!(error instanceof ChatError)) throw error;
      return { streaming: true, required: [] };
    }
  }

  async #known(id: string, required: readonly string[]): Promise<RequestDetails> {
    const places = required.some(isLicence) ? required.filter(isLicence) : [documentedField];
    const under = (license: string | undefined) =>
      license === undefined ? {} : Object.fromEntries(places.map((place) => [place, license]));
    const entered = (await this.#details?.get(this.#connection.id, id)) ?? {};
    // What the settings name for this very assistant is the last word.
    const { license, licenses } = this.#connection;
    const known = { ...under(license), ...entered, ...under(own(licenses, id)) };
    // What was entered for a field that the vendor no longer asks for stays here.
    const wanted = new Set([...required, ...places]);
    return Object.fromEntries(Object.entries(known).filter(([field]) => wanted.has(field)));
  }
}
