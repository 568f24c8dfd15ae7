import { guarded } from '../files/fsErrors.ts';
import type { Heartbeat } from '../files/heartbeat.ts';
import type { JournalFolder } from '../journal/journalFolder.ts';

/** A question on its way of which the question is missing: nobody knows whose it is, or gets to it, so it is deleted. */
export async function removeDamaged(journals: JournalFolder, folder: string, heartbeat: Heartbeat): Promise<void> {
  const remove = async (name: string): Promise<void> => {
    if (!(await isDamaged(journals, folder, name).catch(() => false))) return;
    // It may just be written.
    if (await guarded(() => heartbeat.isSilent(journals.file(folder, name)))) await journals.delete(folder, name);
  };
  // All at once: each that is in doubt takes some beats.
  await Promise.all((await journals.names(folder)).map(remove));
}

/** What a later version wrote may be a question. */
async function isDamaged(journals: JournalFolder, folder: string, name: string): Promise<boolean> {
  let damaged = true;
  const { newer } = await journals.scan(folder, name, ({ op, data }) => {
    damaged = op === 'question' ? !data : op === 'change' || op === 'partial';
    return !damaged;
  });
  return damaged && newer === 0;
}
