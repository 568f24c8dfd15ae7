// The environment variables through which the runner, the wrapper and the tests in VS Code speak to each other.

export const variables = {
  /** The file that the suite writes its report to. */
  results: 'EXPERT_ASSISTANTS_TEST_RESULTS',
  /** Runs only the tests whose title matches. */
  grep: 'EXPERT_ASSISTANTS_TEST_GREP',
  /** Measures, instead of testing. */
  bench: 'EXPERT_ASSISTANTS_TEST_BENCH',
  /** A seed: the tests of each file run in an order of it. */
  shuffle: 'EXPERT_ASSISTANTS_TEST_SHUFFLE',
  /** Where the tests find the page control; set in the server way only. */
  page: 'EXPERT_ASSISTANTS_TEST_PAGE',
  /** newest or floor. */
  release: 'EXPERT_ASSISTANTS_TEST_RELEASE',
  /** Seconds that the suite may take. */
  limit: 'EXPERT_ASSISTANTS_TEST_LIMIT',
  /** JSON, added to VS Code's settings. */
  settings: 'EXPERT_ASSISTANTS_TEST_SETTINGS',
  /** The folder for screenshots and logs. */
  output: 'EXPERT_ASSISTANTS_TEST_OUTPUT',
};
