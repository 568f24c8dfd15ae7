/**
 * Port: the random id under which a vendor keeps this installation's files. It is made when the first file is sent,
 * and says nothing about the person. Failures are ChatErrors `storage`.
 */
export interface UserIds {
  /** The id, if one was ever needed. */
  known(): Promise<string | undefined>;
  /** The id; made and kept when there is none. A UUID. */
  get(): Promise<string>;
}
