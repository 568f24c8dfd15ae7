import * as vscode from 'vscode';
import { asLabel, cut, type Label, type Sentence, withoutLinks } from './words.ts';

type Severity = 'info' | 'warning' | 'error';

/** A row of a quick pick. */
export interface Item extends vscode.QuickPickItem {
  readonly label: Label;
  readonly description?: Label;
  readonly detail?: Label;
}

interface Question {
  readonly message: Sentence;
  readonly detail?: Sentence;
  readonly severity?: 'info' | 'warning';
}

interface PickOptions {
  readonly placeholder: Sentence;
  readonly title?: Sentence;
  readonly ignoreFocusOut?: boolean;
}

interface InputOptions {
  readonly title: Sentence;
  readonly prompt: Sentence;
  readonly value: string;
  readonly problem: (text: string) => Sentence | undefined;
}

interface FileOptions {
  readonly title: Sentence;
  readonly openLabel: Sentence;
  readonly filterName: Sentence;
  readonly extensions: readonly string[];
}

/** A page of a vendor's, which the person opens in the browser. */
export interface WebPage {
  readonly address: string;
  /** The name of its content. */
  readonly name: Sentence;
}

interface SaveOptions {
  readonly title: Sentence;
  readonly saveLabel: Sentence;
  readonly proposed: vscode.Uri;
  readonly filterName: Sentence;
  readonly extensions: readonly string[];
}

/** A way back to what was asked before. */
interface Back {
  hasBack: boolean;
  readonly onBack: (listener: () => void) => unknown;
}

/** A quick pick that is filled and changed while it is open. */
export type LivePick<T extends Item> = Pick<
  vscode.QuickPick<T>,
  | 'items'
  | 'activeItems'
  | 'selectedItems'
  | 'busy'
  | 'canSelectMany'
  | 'ignoreFocusOut'
  | 'keepScrollPosition'
  | 'matchOnDescription'
  | 'value'
  | 'onDidAccept'
  | 'onDidChangeActive'
  | 'onDidChangeValue'
  | 'onDidHide'
  | 'onDidTriggerItemButton'
  | 'show'
  | 'step'
  | 'totalSteps'
  | 'dispose'
> &
  Back & { title: Sentence | undefined; placeholder: Sentence | undefined };

/** An input box that is changed while it is open. */
export type LiveInput = Pick<
  vscode.InputBox,
  | 'value'
  | 'password'
  | 'ignoreFocusOut'
  | 'step'
  | 'totalSteps'
  | 'onDidAccept'
  | 'onDidChangeValue'
  | 'onDidHide'
  | 'show'
  | 'dispose'
> &
  Back & {
    /** Shown as a button beside the title. */
    page: WebPage | undefined;
    title: Sentence | undefined;
    placeholder: Sentence | undefined;
    prompt: Sentence | undefined;
    validationMessage: Sentence | undefined;
  };

/**
 * The questions and notifications of this extension outside its own page. VS Code reads links in some of these places
 * and runs commands by them, so words come as sentences, in which there are none; a raw string does not compile.
 */
export interface Prompts {
  /** A notification. Resolves with the button that was chosen. */
  tell(severity: Severity, text: Sentence, ...buttons: readonly Sentence[]): Promise<Sentence | undefined>;
  /** A dialog that holds everything else up. Resolves with the button that was chosen, or undefined for none. */
  confirm(question: Question, ...buttons: readonly Sentence[]): Promise<Sentence | undefined>;
  pick<T extends Item>(items: readonly T[], options: PickOptions): Promise<T | undefined>;
  input(options: InputOptions): Promise<string | undefined>;
  chooseFile(options: FileOptions): Promise<vscode.Uri | undefined>;
  /** Asks where to save a file, and before one is replaced. */
  saveFile(options: SaveOptions): Promise<vscode.Uri | undefined>;
  /** A notification as long as `work` goes on, with a button that aborts its signal. */
  progress<T>(title: Sentence, work: (signal: AbortSignal, report: (text: Sentence) => void) => Promise<T>): Promise<T>;
  /** Says something in the status bar for a while. */
  status(text: Sentence, milliseconds: number): void;
  livePick<T extends Item>(): LivePick<T>;
  liveInput(): LiveInput;
}

/** Shows it in VS Code. The only module that may: a lint rule keeps all others from it (rules/door.grit). */
export const prompts: Prompts = {
  tell: async (severity, text, ...buttons) => shower(severity)(withoutLinks(text), ...buttons),
  confirm: async ({ severity = 'warning', message, detail }, ...buttons) => {
    const options = { modal: true, ...(detail !== undefined && { detail: withoutLinks(detail) }) };
    const show = severity === 'info' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    return show(withoutLinks(message), options, ...buttons);
  },
  pick: async (items, { placeholder, title, ignoreFocusOut = false }) =>
    vscode.window.showQuickPick(items, {
      placeHolder: withoutLinks(placeholder),
      ignoreFocusOut,
      ...(title !== undefined && { title: withoutLinks(title) }),
    }),
  input: async ({ title, prompt, value, problem }) =>
    vscode.window.showInputBox({
      title: withoutLinks(title),
      prompt: withoutLinks(prompt),
      value,
      // It stays with what was typed while the person looks something up in another window.
      ignoreFocusOut: true,
      validateInput: (text) => {
        const message = problem(text);
        return message && withoutLinks(message);
      },
    }),
  chooseFile: async ({ title, openLabel, filterName, extensions }) => {
    const filters = { [filterName]: [...extensions] };
    return (await vscode.window.showOpenDialog({ title, openLabel, filters }))?.[0];
  },
  saveFile: async ({ proposed: defaultUri, filterName, extensions, ...words }) =>
    vscode.window.showSaveDialog({ ...words, defaultUri, filters: { [filterName]: [...extensions] } }),
  progress: async (title, work) => {
    const location = vscode.ProgressLocation.Notification;
    const options = { location, title: withoutLinks(title), cancellable: true };
    return vscode.window.withProgress(options, (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort(new DOMException('Stopped', 'AbortError')));
      return work(controller.signal, (text) => progress.report({ message: withoutLinks(text) }));
    });
  },
  status: (text, milliseconds) => {
    vscode.window.setStatusBarMessage(asLabel(withoutLinks(text)), milliseconds);
  },
  livePick: <T extends Item>() => worded(vscode.window.createQuickPick<T>()) as unknown as LivePick<T>,
  liveInput: () => worded(vscode.window.createInputBox()) as unknown as LiveInput,
};

function shower(severity: Severity): (text: string, ...buttons: readonly Sentence[]) => Thenable<Sentence | undefined> {
  const { showErrorMessage, showInformationMessage, showWarningMessage } = vscode.window;
  return { info: showInformationMessage, warning: showWarningMessage, error: showErrorMessage }[severity];
}

const wordsOfInputs: ReadonlySet<string | symbol> = new Set(['title', 'placeholder', 'prompt', 'validationMessage']);

type WithButtons = vscode.QuickPick<Item> | vscode.InputBox;

/** The input with the words that are set in it made free of links, each time, with a way back and one to a web page. */
function worded<I extends WithButtons>(input: I): I {
  const back = vscode.QuickInputButtons.Back;
  let [hasBack, page]: [boolean, WebPage | undefined] = [false, undefined];
  const showButtons = () => {
    const look = { iconPath: new vscode.ThemeIcon('link-external'), tooltip: page?.name ?? '' };
    input.buttons = [...(hasBack ? [back] : []), ...(page ? [look] : [])];
    return true;
  };
  const onBack: Back['onBack'] = (listener) =>
    input.onDidTriggerButton((button) => {
      if (button === back) listener();
    });
  input.onDidTriggerButton((button) => {
    if (button !== back && page) void vscode.env.openExternal(vscode.Uri.parse(page.address, true));
  });
  return new Proxy(input, {
    get: (target, name) => {
      if (name === 'onBack') return onBack;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value: unknown) => {
      if (name === 'hasBack') {
        hasBack = value === true;
        return showButtons();
      }
      if (name === 'page') {
        page = value as WebPage | undefined;
        return showButtons();
      }
      const isWords = typeof value === 'string' && wordsOfInputs.has(name);
      return Reflect.set(target, name, isWords ? withoutLinks(value) : value, target);
    },
  });
}

export const longestTooltip = 2_000;

export function setTooltip(item: vscode.TreeItem, text: Sentence): void {
  item.tooltip = cut(withoutLinks(text), longestTooltip);
}

/** Marks a view with a number; what it stands for is said where the mark is pointed at. */
export function setBadge(view: vscode.WebviewView, value: number, text: Sentence): void {
  view.badge = value === 0 ? undefined : { value, tooltip: withoutLinks(text) };
}

/** One entry of the status bar. */
export interface StatusItem {
  show(text: Label, tooltip: Sentence): void;
  dispose(): void;
}

/** An entry of the status bar that runs `command` when it is selected; a person hides it by its `name`. */
export function statusItem(name: Sentence, command: string): StatusItem {
  const item = vscode.window.createStatusBarItem('status', vscode.StatusBarAlignment.Right, 100);
  item.name = name;
  item.command = command;
  return {
    show: (text, tooltip) => {
      item.text = text;
      item.tooltip = withoutLinks(tooltip);
      item.accessibilityInformation = { label: withoutLinks(tooltip) };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}
