// A language model that answers nothing: VS Code's chat wants one to be there before it calls a participant.
const vscode = require('vscode');

const model = {
  ...{ id: 'silent', name: 'Silent', family: 'silent', version: '1', maxInputTokens: 1_000, maxOutputTokens: 1_000 },
  isUserSelectable: true,
  isDefault: true,
  capabilities: { toolCalling: true },
};

/** @param {import('vscode').ExtensionContext} context */
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('expert-assistants-test', {
      provideLanguageModelChatInformation: () => [model],
      provideLanguageModelChatResponse: async () => {},
      provideTokenCount: async () => 1,
    }),
  );
};
