import { DisposableStore } from '../../base/disposable.ts';
import { Emitter } from '../../base/emitter.ts';
import type { Log } from '../../base/log.ts';
import type { ErrorData } from '../model/errorData.ts';
import { ChatError, errorData } from '../model/errors.ts';
import { logThrown } from '../model/failureReport.ts';
import type { AttachedFile } from '../model/model.ts';
import type { FileProgress, FilesPort, FileToSend } from '../ports/files.ts';
import type { Provider } from '../ports/provider.ts';
import type { ChatSession } from '../session/session.ts';

/** A file that is on its way to the next question of a conversation. */
export interface Attachment {
  readonly name: string;
  readonly bytes: number;
  /** Whether it stays at the vendor until a person deletes it. */
  readonly keep: boolean;
  readonly progress: FileProgress;
  readonly error?: ErrorData;
}

interface ProvidersByConnection {
  readonly of: (connectionId: string) => Promise<Pick<Provider, 'files' | 'insist'>>;
}

interface Upload {
  readonly shown: Attachment;
  readonly controller: AbortController;
}

/** The file of each conversation's next question, uploaded as soon as the person has agreed. */
export class Attachments extends DisposableStore {
  readonly #providers: ProvidersByConnection;
  readonly #log: Log;
  readonly #uploads = new Map<ChatSession, Upload>();
  readonly #changes = this.register(
    new Emitter<void>((error) => logThrown(this.#log, 'A listener to the attached file', error)),
  );
  readonly onChange = this.#changes.subscribe;

  constructor(providers: ProvidersByConnection, log: Log) {
    super();
    this.#providers = providers;
    this.#log = log;
  }

  of(session: ChatSession | undefined): Attachment | undefined {
    return session && this.#uploads.get(session)?.shown;
  }

  /** The file once a question may refer to it; `waiting` while it is not there yet or could not be read. */
  ready(session: ChatSession): AttachedFile | 'waiting' | undefined {
    const shown = this.of(session);
    if (!shown) return undefined;
    return shown.progress.type === 'ready' && !shown.error ? shown.progress.file : 'waiting';
  }

  /** A conversation takes one file (Haufe refuses a second one). */
  taken(session: ChatSession): boolean {
    return this.#uploads.has(session) || session.transcript.messages.some(({ attachment }) => attachment !== undefined);
  }

  /**
   * Uploads the file; what goes wrong is shown on its chip. The promise settles when it is ready, failed or removed, or
   * when the person does not agree to its storage: then it is taken away. Fails with a ChatError `not-supported` for an
   * assistant that takes none.
   */
  async start(session: ChatSession, given: FileToSend, keep: boolean): Promise<void> {
    if (!session.assistant.features?.includes('files')) throw notSupported();
    if (this.taken(session)) throw new ChatError('file-exists', { processed: 'no' });
    // macOS names files with their umlauts in two parts; the same name must not be there twice.
    const file = { ...given, name: given.name.normalize('NFC') };
    const { name, bytes } = file;
    const controller = new AbortController();
    const progress: FileProgress = { type: 'uploading', sentBytes: 0, totalBytes: bytes.length };
    this.#show(session, { shown: { name, bytes: bytes.length, keep, progress }, controller });
    try {
      const port = await this.#port(session);
      controller.signal.throwIfAborted();
      for await (const next of port.upload(file, keep, controller.signal)) this.#update(session, controller, next);
      const upload = this.#uploads.get(session);
      if (upload?.controller === controller && upload.shown.progress.type !== 'ready') this.release(session);
    } catch (error) {
      if (controller.signal.aborted) return;
      const data = errorData(error);
      this.#log.warn(
        `${session.connectionId}: upload: ${data.code} ${data.status ?? ''} ${data.detail ?? ''}`.trimEnd(),
      );
      this.#update(session, controller, undefined, data);
    }
  }

  /**
   * A file that lies at the vendor goes out with the next question; it stays there afterwards. Fails with a ChatError as
   * `start` does.
   */
  reuse(session: ChatSession, file: AttachedFile): void {
    if (!session.assistant.features?.includes('files')) throw notSupported();
    if (this.taken(session)) throw new ChatError('file-exists', { processed: 'no' });
    this.#show(session, {
      shown: { name: file.name, bytes: 0, keep: true, progress: { type: 'ready', file } },
      controller: new AbortController(),
    });
  }

  /** Takes the file away before it was sent: stops its upload, and deletes it where it was not to be kept. */
  async remove(session: ChatSession): Promise<void> {
    const upload = this.#uploads.get(session);
    if (!upload) return;
    const { progress, keep } = upload.shown;
    upload.controller.abort(new DOMException('Stopped', 'AbortError'));
    this.release(session);
    if (progress.type === 'ready' && !keep) {
      const port = await this.#port(session);
      await port.delete(progress.file.fileId, AbortSignal.timeout(60_000));
    }
  }

  /**
   * Removes the file as `remove` does, where nobody is left to be told that it failed: the vendor deletes it after a
   * day anyway.
   */
  async discard(session: ChatSession): Promise<void> {
    await this.remove(session).catch((error: unknown) => {
      const { code, status } = errorData(error);
      this.#log.warn(`${session.connectionId}: a file that was not sent could not be deleted: ${code} ${status ?? ''}`);
    });
  }

  /** The file went out with a question: it is the conversation's now. */
  release(session: ChatSession): void {
    if (this.#uploads.delete(session)) this.#changes.emit();
  }

  async #port({ connectionId }: ChatSession): Promise<FilesPort> {
    const provider = await this.#providers.of(connectionId);
    provider.insist?.();
    const { files } = provider;
    if (!files) throw notSupported();
    return files;
  }

  #update(session: ChatSession, controller: AbortController, progress?: FileProgress, error?: ErrorData): void {
    const upload = this.#uploads.get(session);
    // It was removed meanwhile, and another one may have come.
    if (upload?.controller !== controller) return;
    const shown = { ...upload.shown, ...(progress && { progress }), ...(error && { error }) };
    this.#show(session, { ...upload, shown });
  }

  #show(session: ChatSession, upload: Upload): void {
    this.#uploads.set(session, upload);
    this.#changes.emit();
  }

  override dispose(): void {
    for (const { controller } of this.#uploads.values()) controller.abort(new DOMException('Closed', 'AbortError'));
    this.#uploads.clear();
    super.dispose();
  }
}

function notSupported(): ChatError {
  return new ChatError('not-supported', { processed: 'no' });
}
