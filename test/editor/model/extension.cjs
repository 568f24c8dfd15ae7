// A language model that answers nothing: VS Code's chat wants one to be there before it calls a participant. And an agent
// that calls each tool that a question names, with the question, and shows what it gets.
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
    vscode.chat.createChatParticipant('expert-assistants-test.agent', async (request, _, stream, token) => {
      for (const { name } of request.toolReferences) {
        const { toolInvocationToken, prompt } = request;
        const question = prompt.replace(/#\w+/g, '').trim();
        const { content } = await vscode.lm.invokeTool(name, { input: { question }, toolInvocationToken }, token);
        for (const part of content) if (part instanceof vscode.LanguageModelTextPart) stream.markdown(part.value);
      }
      stream.markdown(`\n\nTools used: ${request.toolReferences.length}`);
    }),
  );
  // VS Code's chat knows a model once somebody has asked for it; its own providers do so.
  void vscode.lm.selectChatModels({ vendor: 'expert-assistants-test' });
};
