/** The views of the manifest. */
export const viewIds = {
  threads: 'expertAssistants.threads',
  chat: 'expertAssistants.chat',
  sources: 'expertAssistants.sources',
} as const;
