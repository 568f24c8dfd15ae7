import type { Prompts } from '../../platform/prompts.ts';
import { paragraphs, t } from '../../platform/words.ts';

/** Says where keys, questions and requests of a remote window are; whether the person agrees. */
export async function askAboutRemote({ prompts }: { readonly prompts: Prompts }, remoteName: string): Promise<boolean> {
  const use = t('Use API Keys There');
  const message = t('This window runs on a remote computer: {0}. Use your API keys there?', remoteName);
  const detail = paragraphs(
    t(
      'Expert Assistants runs on that computer, too. API keys are read and used there; questions, answers, and drafts are stored there; and requests go out from there, through its network and proxy. Its administrators may be able to read all of it.',
    ),
    t('To keep all of it on the computer in front of you, cancel and install the extension locally instead.'),
    t('You’re asked once for each remote computer.'),
  );
  return (await prompts.confirm({ message, detail }, use)) === use;
}
