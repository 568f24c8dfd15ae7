import * as vscode from 'vscode';
import type { ExpertTool, WindowParts } from './tool.ts';

/** `#expert` for agents; the manifest hides it until a connection allows it. Absent where an editor knows no tools. */
export function tool(parts: WindowParts): { dispose(): unknown } {
  const lm: Partial<typeof vscode.lm> | undefined = vscode.lm;
  let made: Promise<ExpertTool> | undefined;
  const load = () => {
    made ??= import('./tool.ts').then(({ ExpertTool }) => new ExpertTool(parts));
    return made;
  };
  const registered = lm?.registerTool?.<object>('expertAssistants_ask', {
    prepareInvocation: async (options) => (await load()).prepareInvocation(options),
    invoke: async (options, token) => (await load()).invoke(options, token),
  });
  return registered ?? { dispose: () => undefined };
}
