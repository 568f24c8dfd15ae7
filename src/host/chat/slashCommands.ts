import * as vscode from 'vscode';
import type { SlashCommand } from '../../protocol.ts';

/** The command of the palette that a word after `/` stands for; all but `find`, which the page does itself. */
const commands: Readonly<Record<Exclude<SlashCommand, 'find'>, string>> = {
  new: 'newThread',
  attach: 'attachFile',
  export: 'exportThread',
  rename: 'renameThread',
  delete: 'deleteThread',
  stop: 'stop',
};

export async function runSlashCommand(command: SlashCommand): Promise<void> {
  if (command !== 'find') await vscode.commands.executeCommand(`expertAssistants.${commands[command]}`);
}
