// The page that shows VS Code, as tests see and use it: the chat webview's document and the workbench around it.
// It exists in the server way only, where VS Code runs in a browser that the runner controls.

const address = process.env['EXPERT_ASSISTANTS_TEST_PAGE'];

export const hasPage = address !== undefined;

type Source<Parameter, Value> = string | ((parameter: Parameter) => Value);

/** Calls a function (or its source) in the chat's document. It sees nothing of the test but its parameter; both ways JSON. */
export async function evaluateInChat<Value, Parameter = undefined>(
  source: Source<Parameter, Value>,
  parameter?: Parameter,
): Promise<Awaited<Value>> {
  return (await act('evaluate', { where: 'chat', source: String(source), parameter })) as Awaited<Value>;
}

/** The same in VS Code's own document. */
export async function evaluateInWorkbench<Value, Parameter = undefined>(
  source: Source<Parameter, Value>,
  parameter?: Parameter,
): Promise<Awaited<Value>> {
  return (await act('evaluate', { where: 'workbench', source: String(source), parameter })) as Awaited<Value>;
}

/** Clicks what a screen reader would call by this role and name; waits until it is there and can be clicked. */
export async function clickInChat(role: string, name: string): Promise<void> {
  await act('click', { where: 'chat', role, name });
}

/** The same in VS Code around it; a part of the name is enough there, since VS Code adds to it. */
export async function clickInWorkbench(role: string, name: string): Promise<void> {
  await act('click', { where: 'workbench', role, name, exact: false });
}

/** Types key by key into the composer, or into the text box of this name. */
export async function typeInChat(text: string, name?: string): Promise<void> {
  await act('type', { text, name });
}

/** Presses a key where the focus is: `Enter`, `Shift+Enter`, `Control+F`. */
export async function press(key: string): Promise<void> {
  await act('press', { key });
}

/** Types where the focus is, for example into a quick input. */
export async function write(text: string): Promise<void> {
  await act('write', { text });
}

/** The text that a person sees in the chat. */
export async function textOfChat(): Promise<string> {
  return (await act('text', { where: 'chat' })) as string;
}

export async function textOfWorkbench(): Promise<string> {
  return (await act('text', { where: 'workbench' })) as string;
}

/** Runs a command by its title in the palette. */
export async function palette(title: string): Promise<void> {
  await act('palette', { title });
}

/** Keeps a picture of the whole window in out/vscode and returns its path. */
export async function screenshot(name: string): Promise<string> {
  return (await act('screenshot', { name })) as string;
}

async function act(name: string, parameters: unknown): Promise<unknown> {
  if (!address)
    throw new Error('Page control exists in the server way only (npm test, or runTests.mjs without --desktop).');
  const response = await fetch(`${address}/${name}`, { method: 'POST', body: JSON.stringify(parameters) });
  const answer = (await response.json()) as { value?: unknown; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value;
}
