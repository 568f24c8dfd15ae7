import type { Prompts } from '../prompts.ts';
import { paragraphs, t } from '../words.ts';

/** Resolves whether the person lets text of a workspace leave that VS Code has in Restricted Mode. */
export async function agreesToLeave(prompts: Pick<Prompts, 'confirm'>): Promise<boolean> {
  const send = t('Send');
  const detail = paragraphs(
    t(
      'This workspace is in Restricted Mode. The text and files that you add to a question are sent to the assistant you ask.',
    ),
    t('You’re asked once for this workspace. Questions without its text or files can always be sent.'),
  );
  return (await prompts.confirm({ message: t('Send text and files of this workspace?'), detail }, send)) === send;
}
