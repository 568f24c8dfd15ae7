import * as vscode from 'vscode';
import { defaultTimeouts, type Timeouts } from '../../chat/model/timeouts.ts';
import type { CitationForm } from '../../chat/text/citations/citations.ts';
import type { ChatFont } from '../../protocol.ts';
import type { SettingKey } from './manifest/settingKeys.ts';
import { isTrueAnywhere } from './services/anyValue.ts';

/** The section of all our settings, which are read at the time of use; nothing is copied. */
export const section = 'expertAssistants';

export function setting<T>(key: SettingKey): T | undefined {
  return vscode.workspace.getConfiguration(section).get<T>(key);
}

/** Calls `listener` when a setting of the chat page itself changes: how it sends, and the font. */
export function onPageSettingsChanged(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    const settings = [`${section}.sendKey`, 'chat.fontSize', 'chat.fontFamily'];
    if (settings.some((key) => event.affectsConfiguration(key))) listener();
  });
}

/** The font that VS Code's own chat has, as far as the person set it: webviews are told the window's only. */
export function chatFont(): ChatFont {
  const chosen = <T>(key: string): T | undefined => {
    const values = vscode.workspace.getConfiguration('chat').inspect<T>(key);
    return values?.workspaceValue ?? values?.globalValue;
  };
  const [size, family] = [chosen<unknown>('fontSize'), chosen<unknown>('fontFamily')];
  return {
    ...(typeof size === 'number' && size >= 6 && size <= 100 && { size }),
    ...(typeof family === 'string' && family !== '' && family !== 'default' && { family }),
  };
}

export function sendKey(): 'enter' | 'ctrlEnter' {
  return setting('sendKey') === 'ctrlEnter' ? 'ctrlEnter' : 'enter';
}

export function notifyWhenDone(): 'off' | 'windowNotFocused' | 'always' {
  const value = setting<string>('notifyWhenDone');
  return value === 'off' || value === 'always' ? value : 'windowNotFocused';
}

/** Returns whether each question is shown before it goes out: where any value says so, whoever set it. Nobody can turn off another's. */
export function confirmsBeforeSending(): boolean {
  return isTrueAnywhere(
    vscode.workspace.getConfiguration(section).inspect('confirmBeforeSending' satisfies SettingKey),
  );
}

/** Returns whether questions and answers may be written to this computer. */
export function keepsHistory(): boolean {
  return setting<unknown>('saveHistory') === true;
}

export function insertCitations(): CitationForm | 'auto' {
  const value = setting<string>('insert.citations');
  return value === 'footnotes' || value === 'inline' || value === 'none' ? value : 'auto';
}

/** Age of an answer in days from which on it is not inserted without a word; 0: never. */
export function warnAfterDays(): number {
  const value = setting<unknown>('insert.warnAfterDays');
  return typeof value === 'number' && value >= 0 ? value : 365;
}

/** Over which inserted answers a lens leads back to their conversation. */
export function showOrigin(): 'off' | 'prose' | 'all' {
  const value = setting<string>('insert.showOrigin');
  return value === 'off' || value === 'all' ? value : 'prose';
}

/** The person's own prompts; an entry that is none is left out. */
export function ownPrompts(): readonly { readonly name: string; readonly text: string }[] {
  const value = setting<unknown>('prompts');
  return (Array.isArray(value) ? value : []).flatMap((entry: unknown) => {
    const { name, text } = (entry ?? {}) as { readonly name?: unknown; readonly text?: unknown };
    return typeof name === 'string' && typeof text === 'string' && name.trim() !== '' && text.trim() !== ''
      ? [{ name, text }]
      : [];
  });
}

/**
 * Returns the timeouts in milliseconds; the setting is in seconds. A value that is no positive number falls back to its
 * default.
 */
function timeouts(): Timeouts {
  const value: unknown = setting('timeouts');
  const given = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const limit = (key: keyof Timeouts, name: string = key) => {
    const seconds = given[name];
    const usable = typeof seconds === 'number' && seconds > 0 && seconds <= 86_400;
    return usable ? seconds * 1000 : defaultTimeouts[key];
  };
  return { headers: limit('headers', 'firstResponse'), idle: limit('idle'), total: limit('total') };
}

/** The limits as they are at the moment of each request. */
export const currentTimeouts: Timeouts = {
  get headers() {
    return timeouts().headers;
  },
  get idle() {
    return timeouts().idle;
  },
  get total() {
    return timeouts().total;
  },
};
