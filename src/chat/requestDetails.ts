/** What a vendor wants to know with every question: values by dotted path, for example `user_data.licence`. */
export type RequestDetails = Readonly<Record<string, string>>;

/** Port: the values that a person has given, for each assistant. Failures are ChatErrors `storage`. */
export interface RequestDetailsStore {
  get(connectionId: string, assistantId: string): Promise<RequestDetails>;
  put(connectionId: string, assistantId: string, details: RequestDetails): Promise<void>;
}
