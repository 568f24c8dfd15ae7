import * as vscode from 'vscode';
import { assistantChoices } from '../../chat/catalog/assistantChoices.ts';
import type { AssistantDirectory } from '../../chat/catalog/assistantDirectory.ts';
import { onlyAssistant } from '../../chat/catalog/onlyAssistant.ts';
import type { Providers } from '../../chat/catalog/providerRegistry.ts';
import type { RecentAssistants } from '../../chat/catalog/recentAssistants.ts';
import type { Connection } from '../../chat/model/connection.ts';
import { errorData } from '../../chat/model/errors.ts';
import type { Assistant, AssistantChoice } from '../../chat/model/model.ts';
import type { Pages } from '../../chat/session/pages.ts';
import type { ChatSession } from '../../chat/session/session.ts';
import { chosenItem } from '../platform/chosenItem.ts';
import { commandOf } from '../platform/errors/noteActions.ts';
import { errorSentence, firstAction } from '../platform/errorText.ts';
import type { Item as PromptItem, Prompts } from '../platform/prompts.ts';
import { asLabel, type Label, label, type Sentence, t, withIcon } from '../platform/words.ts';
import { type KeyedItem, showMore } from './growingPick.ts';

export interface PickedAssistant {
  readonly connectionId: string;
  readonly assistant: Assistant;
}

interface Item extends PromptItem, KeyedItem {
  readonly choice?: PickedAssistant | 'current';
  /** The action that helps with a connection that could not be read. */
  readonly run?: () => Thenable<unknown>;
}

/** What the choice of an assistant needs. */
export interface PickParts {
  readonly providers: Providers;
  readonly directory: AssistantDirectory;
  readonly recent: RecentAssistants;
  readonly pages: Pages;
  readonly prompts: Prompts;
}

/**
 * Asks the person whom to ask, among those that `fits`: first the one on the screen, since Enter takes it and text is
 * about to go there, then those that were used last. `current` offers to go on with the conversation that it describes.
 * Where it is certain that there is one alone, it is not asked for.
 * Resolves undefined when nothing was chosen; what was missing (no connection, no key) has then been offered.
 */
export async function pickAssistant(
  parts: PickParts,
  placeholder: Sentence,
  current?: Label,
  fits: (assistant: Assistant) => boolean = () => true,
): Promise<PickedAssistant | 'current' | undefined> {
  if (parts.providers.connections.length === 0) {
    await offerConnection(parts);
    return undefined;
  }
  const only = current === undefined && onlyAssistant(parts, fits);
  if (only) return only;
  const pick = parts.prompts.livePick<Item>();
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  const failures: Item[] = [];
  const show = () => showMore(pick, [...currentItem(current), ...assistantItems(parts, fits), ...failures]);
  show();
  const chosen = chosenItem(pick);
  pick.busy = true;
  const lists = parts.providers.connections.map(async (connection) => {
    try {
      await parts.directory.list(connection.id);
    } catch (error) {
      failures.push(failureItem(error, connection));
    }
    show();
  });
  void Promise.allSettled(lists).then(() => {
    pick.busy = false;
  });
  const item = await chosen;
  await item?.run?.();
  return item?.choice;
}

/** The conversation on the screen, if its assistant fits; else a new one with an assistant that the person chooses. */
export async function pickSession(
  parts: PickParts,
  placeholder: Sentence,
  fits: (assistant: Assistant) => boolean = () => true,
): Promise<ChatSession | undefined> {
  const { active } = parts.pages;
  if (active && fits(active.assistant)) return active;
  const picked = await pickAssistant(parts, placeholder, undefined, fits);
  if (!picked || picked === 'current') return undefined;
  return parts.pages.startEmpty(picked.connectionId, picked.assistant);
}

/** Offers to add a connection, or to try the demo; `hasDemo`: there is nothing but the demo, which is not offered again. */
export async function offerConnection({ prompts }: { readonly prompts: Prompts }, hasDemo = false): Promise<void> {
  const demo = t('Try the Demo');
  const add = t('Add Connection…');
  const choice = hasDemo
    ? await prompts.tell('info', t('The demo doesn’t need an API key. To enter one, add a connection.'), add)
    : await prompts.tell(
        'info',
        t('There’s no connection yet. Try the demo, or add a connection with your API key.'),
        demo,
        add,
      );
  if (choice === demo) await vscode.commands.executeCommand('expertAssistants.tryDemo');
  if (choice === add) await vscode.commands.executeCommand('expertAssistants.addConnection');
}

function currentItem(description: Label | undefined): readonly Item[] {
  if (description === undefined) return [];
  return [
    {
      key: 'current',
      label: asLabel(t('Current conversation')),
      description,
      iconPath: new vscode.ThemeIcon('comment'),
      choice: 'current',
    },
    { key: 'new', label: asLabel(t('New conversation')), kind: vscode.QuickPickItemKind.Separator },
  ];
}

function assistantItems(parts: PickParts, fits: (assistant: Assistant) => boolean): readonly Item[] {
  const shown = parts.pages.active;
  const isShown = ({ connectionId, assistantId }: AssistantChoice) =>
    connectionId === shown?.connectionId && assistantId === shown.assistant.id;
  const choices = assistantChoices(parts).toSorted((a, b) => Number(isShown(b)) - Number(isShown(a)));
  return choices.flatMap((choice): Item[] => {
    const assistant = parts.directory.known(choice.connectionId).find(({ id }) => id === choice.assistantId);
    if (!assistant || !fits(assistant)) return [];
    const item: Item = {
      key: JSON.stringify([choice.connectionId, choice.assistantId]),
      label: label(choice.name),
      description: label(choice.connectionLabel),
      iconPath: new vscode.ThemeIcon('comment-discussion'),
      choice: { connectionId: choice.connectionId, assistant },
    };
    return [assistant.description === undefined ? item : { ...item, detail: label(assistant.description) }];
  });
}

function failureItem(error: unknown, connection: Connection): Item {
  const data = errorData(error);
  const action = firstAction(data);
  return {
    key: JSON.stringify([connection.id]),
    label: withIcon('warning', label(connection.name)),
    detail: asLabel(errorSentence(data)),
    alwaysShow: true,
    run: () =>
      vscode.commands.executeCommand(commandOf(action === undefined || action === 'retry' ? 'reload-thread' : action), {
        kind: 'connection',
        connection,
      }),
  };
}
