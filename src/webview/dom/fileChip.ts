import { withNames } from '../../chat/text/invisibleCharacters.ts';
import type { FileChip } from '../../protocol.ts';
import { element, icon, iconButton, setText } from './dom.ts';
import { setVisibleText } from './invisibleCharacters.ts';
import { fill } from './labels.ts';
import type { Page } from './page.ts';

export interface FileChipView {
  readonly element: HTMLElement;
  /** Returns whether there is a file. */
  readonly update: (file: FileChip | undefined) => boolean;
}

/** The file that goes out with the next question: how far it has come, and a way to take it away. */
export function createFileChip({ labels, announce }: Page, remove: () => void): FileChipView {
  const words = element('span', { class: 'chip-words', dir: 'auto' });
  const status = element('span', { class: 'chip-length' });
  const button = iconButton('close', '', remove);
  const chip = element('li', { class: 'chip file' }, icon('attach'), element('span', {}, words, ' ', status), button);
  let shown: FileChip | undefined;

  const update = (file: FileChip | undefined): boolean => {
    if (file) {
      setVisibleText(words, file.name);
      setText(status, `${file.size} · ${file.status}`);
      chip.dataset['state'] = file.state;
      button.ariaLabel = fill(labels.removeContext, withNames(file.name));
      button.title = button.ariaLabel;
      // Each per cent would be too much to hear.
      if (file.state !== 'busy' && file.state !== shown?.state) announce(`${withNames(file.name)}: ${file.status}`);
    }
    shown = file;
    return file !== undefined;
  };
  return { element: chip, update };
}
