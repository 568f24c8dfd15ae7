import type { Item, Prompts } from '../platform/prompts.ts';
import { asLabel, type Sentence, t } from '../platform/words.ts';

/** The forms in which a conversation can be exported. */
export type ExportForm = 'markdown' | 'html' | 'word' | 'json';

/** Asks for the form. */
export async function pickForm(
  { prompts }: { readonly prompts: Prompts },
  placeholder: Sentence,
): Promise<ExportForm | undefined> {
  const row = (form: ExportForm, label: Sentence, detail: Sentence): Item & { readonly form: ExportForm } => ({
    form,
    label: asLabel(label),
    detail: asLabel(detail),
  });
  const rows = [
    row('markdown', t('Markdown'), t('Opens as a new document, with footnotes')),
    row('word', t('Word'), t('A .docx file with footnotes')),
    row('html', t('HTML'), t('One file for a browser, to read and to print')),
    row('json', t('JSON'), t('Everything the chat holds. Open Exported Conversation shows it again.')),
  ];
  return (await prompts.pick(rows, { placeholder }))?.form;
}
