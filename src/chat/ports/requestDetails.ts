/** What a vendor wants to know with every question: values by dotted path, for example `user_data.licence`. */
export type RequestDetails = Readonly<Record<string, string>>;

/** Port: the values that a person has given, for each assistant. Failures are ChatErrors `storage`. */
export interface RequestDetailsStore {
  get(connectionId: string, assistantId: string): Promise<RequestDetails>;
  /** In the place of what was known; values that are empty are none. */
  put(connectionId: string, assistantId: string, details: RequestDetails): Promise<void>;
  /** Erases those of a connection's assistants. */
  forget(connectionId: string): Promise<void>;
}
