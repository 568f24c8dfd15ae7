import * as vscode from 'vscode';
import { composeQuestion, maximumLengthOf, questionProblem } from '../../chat/model/questionText.ts';
import { sectionsOf } from '../../chat/text/sections.ts';
import { type PickedAssistant, pickAssistant } from '../connections/pickAssistant.ts';
import { fileName } from '../documents/fileName.ts';
import type { ReadOnlyTexts } from '../documents/readOnlyDocuments.ts';
import { linesAsContext, type SelectedText, selectedText } from '../documents/selection.ts';
import type { Item } from '../platform/prompts.ts';
import { linesOf } from '../platform/services/counts.ts';
import { pickMany } from '../platform/services/pickMany.ts';
import { shippedPrompts } from '../platform/services/shippedPrompts.ts';
import type { WorkspaceConsent } from '../platform/services/workspaceConsent.ts';
import { ownPrompts } from '../platform/settings.ts';
import { asLabel, label, languageName, listed, t, whole } from '../platform/words.ts';
import { type CheckPrompt, mostQuestions, type PlannedQuestion, planCheck, runCheck } from './checkPlan.ts';
import { type Needed as MarginNeeded, sayNoMargin } from './marginCommands.ts';

type Needed = MarginNeeded & {
  readonly consent: Pick<WorkspaceConsent, 'mayLeave'>;
  readonly texts: ReadOnlyTexts;
};

interface Section extends SelectedText {
  readonly title: string;
}

type Question = PlannedQuestion<Section>;

/** Asks a set of questions about sections of a document, after each was shown; what comes of them stands in the margin and among the problems. */
export async function checkDocument(parts: Needed): Promise<void> {
  const { prompts } = parts;
  const editor = vscode.window.activeTextEditor ?? (await parts.target.editor());
  if (!editor || editor.document.getText().trim() === '')
    return void prompts.tell('info', t('There’s no document with text to check.'));
  const { document } = editor;
  if (await sayNoMargin(parts, document)) return;
  const sections = await chooseSections(parts, document);
  const chosen = sections && (await choosePrompts(parts));
  const picked = chosen && (await pickAssistant(parts, t('Select an assistant to check the document')));
  if (!picked || picked === 'current') return;
  const planned = planCheck(sections, chosen, {
    fileName: fileName(document),
    documentLanguage: document.languageId,
    answerLanguage: languageName(),
  });
  if (planned.length > mostQuestions)
    return void prompts.tell(
      'info',
      t(
        'These are {0} questions. A check has {1} at most: select fewer sections or prompts.',
        planned.length,
        mostQuestions,
      ),
    );
  const questions = await agree(parts, planned, picked);
  if (!questions || questions.length === 0 || !(await parts.consent.mayLeave())) return;
  // The margin follows what is open.
  await vscode.window.showTextDocument(document);
  await check(parts, questions, picked, fileName(document));
}

async function check(
  { margin: load, prompts }: Needed,
  questions: readonly Question[],
  picked: PickedAssistant,
  name: string,
): Promise<void> {
  const margin = await load();
  // All at once: their places follow what is edited meanwhile.
  const queued = questions.map((question) => ({ question, id: margin.queue(question.section, picked, question) }));
  const { asked, why } = await prompts.progress(t('Checking {0}…', name), (signal, report) =>
    runCheck(
      queued,
      {
        ask: ({ id, question }) => margin.askQueued(id, question.text, signal),
        report: (number) => report(t('{0} of {1}', number, queued.length)),
      },
      signal,
    ),
  );
  await margin.dropQueued(queued.map(({ id }) => id));
  const show = t('Show Problems');
  const summary =
    asked === queued.length
      ? t('{0} was checked. The answers are in the margin and in the Problems panel.', name)
      : why === undefined
        ? t('{0} of {1} questions were sent.', asked, queued.length)
        : t('{0} of {1} questions were sent. The check ended at the next: {2}', asked, queued.length, whole(why));
  if ((await prompts.tell('info', summary, show)) === show)
    await vscode.commands.executeCommand('workbench.actions.view.problems');
}

/** What is selected, else the sections that the person chooses. */
async function chooseSections(parts: Needed, document: vscode.TextDocument): Promise<readonly Section[] | undefined> {
  const selected = await selectedText(parts);
  if (selected) return [{ ...selected, title: linesOfText(selected) }];
  const sections = sectionsOf(document.getText(), document.languageId).flatMap(({ title, firstLine, lastLine }) => {
    const range = new vscode.Range(new vscode.Position(firstLine, 0), document.lineAt(lastLine).range.end);
    const context = linesAsContext(document, range);
    return context ? [{ document, range, context, title: title || t('Beginning') }] : [];
  });
  if (sections.length <= 1) return sections;
  const rows = sections.map((section) => ({
    ...{ label: label(section.title), description: asLabel(linesOfText(section)), section },
  }));
  const chosen = await pickMany(parts.prompts, rows, t('Select the sections to check'));
  return chosen && chosen.length > 0 ? chosen.map(({ section }) => section) : undefined;
}

async function choosePrompts({ prompts }: Needed): Promise<readonly CheckPrompt[] | undefined> {
  const rows: readonly (Item & { readonly prompt: CheckPrompt })[] = [...ownPrompts(), ...shippedPrompts()].map(
    (prompt) => ({ label: label(prompt.name), detail: label(prompt.text), prompt }),
  );
  const chosen = await pickMany(prompts, rows, t('Select what to ask about each section'));
  return chosen && chosen.length > 0 ? chosen.map(({ prompt }) => prompt) : undefined;
}

/** Shows each question word for word, and lets the person leave some out. */
async function agree(
  { prompts, texts, providers }: Needed,
  planned: readonly Question[],
  { connectionId, assistant }: PickedAssistant,
): Promise<readonly Question[] | undefined> {
  const maximum = maximumLengthOf(assistant);
  const isTooLong = ({ text, context }: Question) =>
    questionProblem(composeQuestion(text, context), maximum) !== undefined;
  const tooLong = planned.filter(isTooLong);
  if (tooLong.length > 0) {
    const names = listed([...new Set(tooLong.map(({ section }) => section.title))]);
    void prompts.tell('warning', t('Too long for {0}, and left out: {1}', assistant.name, whole(names)));
  }
  const fitting = planned.filter((question) => !isTooLong(question));
  if (fitting.length === 0) return undefined;
  const all = fitting.map(({ prompt, section, text, context }, at) =>
    [`${at + 1}. ${section.title} · ${prompt}`, composeQuestion(text, context)].join('\n\n'),
  );
  const shown = texts.add(`/${t('Questions to Send')}.txt`, `${all.join('\n\n---\n\n')}\n`);
  // A preview would take the place of the document, where that is one.
  await vscode.window.showTextDocument(shown, { preview: false });
  const rows = fitting.map((question, at) => ({
    label: label(`${at + 1}. ${question.section.title} · ${question.prompt}`),
    description: asLabel(linesOfText(question.section)),
    picked: true,
    question,
  }));
  const connection = providers.connection(connectionId)?.name ?? connectionId;
  const placeholder = t('Send these questions to {0} ({1})?', assistant.name, connection);
  const chosen = await pickMany(prompts, rows, placeholder);
  const isShown = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputText && input.uri.toString() === shown.toString();
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(isShown));
  return chosen?.map(({ question }) => question);
}

function linesOfText({ context: { label: name, firstLine, lastLine } }: SelectedText) {
  return linesOf(name, firstLine, lastLine);
}
