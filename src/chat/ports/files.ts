import type { AttachedFile } from '../model/model.ts';

/** A file to be attached. `type`: its media type, told from its name. */
export interface FileToSend {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * The progress of an upload. `ready` comes last, unless the person does not agree to the storage; a failure is thrown.
 */
export type FileProgress =
  | { readonly type: 'uploading'; readonly sentBytes: number; readonly totalBytes: number }
  /** The vendor works on it. `step`: its own word, for example `ANTIVIRUS_SCANNING`, when it tells one. */
  | { readonly type: 'processing'; readonly step?: string }
  | { readonly type: 'ready'; readonly file: AttachedFile };

export interface FilePage {
  readonly files: readonly AttachedFile[];
  /** The number of files on all pages. */
  readonly total: number;
  /** A further page has files. */
  readonly more: boolean;
}

/**
 * Port: whether files of a connection may go to `storage`, an origin that its service names for each file. Asks the
 * person where they have not agreed to it before.
 */
export type AgreeToStorage = (connectionId: string, storage: string, signal: AbortSignal) => Promise<boolean>;

/** Port: files at the vendor that questions may refer to. Fails with a ChatError (codes `file-…`). */
export interface FilesPort {
  /** `keep`: stays at the vendor until deleted, otherwise a day. Stopping, or not agreeing to the storage, deletes what is there. */
  upload(file: FileToSend, keep: boolean, signal: AbortSignal): AsyncIterable<FileProgress>;
  /** `page` counts from 1. */
  list(page: number, signal: AbortSignal): Promise<FilePage>;
  /** The text that the vendor read out of it. */
  text(fileId: string, signal: AbortSignal): Promise<string>;
  delete(fileId: string, signal: AbortSignal): Promise<void>;
}

/**
 * The storage that a person has agreed to for the files of a connection. Both are origins: another service may name the
 * same storage.
 */
export interface AgreedStorage {
  readonly service: string;
  readonly storage: string;
}

/** Port: the storage agreed to for each connection. Failures are ChatErrors `storage`. */
export interface AgreedStorages {
  get(connectionId: string): Promise<AgreedStorage | undefined>;
  put(connectionId: string, agreed: AgreedStorage): Promise<void>;
  forget(connectionId: string): Promise<void>;
}
