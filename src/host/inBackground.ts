import * as vscode from 'vscode';
import { errorData } from '../chat/errors.ts';
import type { Log } from '../chat/log.ts';
import { errorSentence } from './errorText.ts';

/** Lets `work` go on by itself. What breaks in it is logged under `what`, and said in a sentence. */
export function inBackground(log: Log, what: string, work: PromiseLike<unknown>): void {
  void Promise.resolve(work).catch((error: unknown) => {
    logFailure(log, what, error);
    void vscode.window.showErrorMessage(errorSentence(errorData(error)));
  });
}

/** One line; with the stack where it is a defect of ours. */
export function logFailure(log: Log, what: string, error: unknown): void {
  const { code, status, detail } = errorData(error);
  const stack = code === 'bug' && error instanceof Error ? `\n${error.stack}` : '';
  log.error(`${what}: ${code} ${status ?? ''} ${detail ?? ''}`.trimEnd() + stack);
}
