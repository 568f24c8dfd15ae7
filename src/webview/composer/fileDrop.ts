import type { ChatState } from '../../protocol.ts';
import type { Page } from '../dom/page.ts';
import { takesFiles } from './attachButton.ts';

/** More than any vendor takes; the host knows the vendor's own limit. */
const mostBytes = 32 * 1024 * 1024;

/**
 * Takes files that are dropped on the page. From VS Code they come as addresses, which the host reads; from outside as
 * their content, which only the page can read. VS Code lets a drag through to a page while Shift is held.
 */
export function listenToDrops({ post }: Page, current: () => ChatState | undefined): void {
  const over = (event: DragEvent) => {
    if (!takesFiles(current()) || !carriesFile(event.dataTransfer)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    document.body.classList.add('dropping');
  };
  const out = () => document.body.classList.remove('dropping');

  document.addEventListener('dragenter', over);
  document.addEventListener('dragover', over);
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) out();
  });
  document.addEventListener('drop', (event) => {
    out();
    const sessionId = current()?.head.session?.id;
    if (!takesFiles(current()) || sessionId === undefined || !event.dataTransfer) return;
    const uris = addressesIn(event.dataTransfer);
    const [file, ...others] = event.dataTransfer.files;
    // Text and links go where text goes.
    if (uris.length === 0 && !file) return;
    event.preventDefault();
    if (uris.length > 1 || (uris.length === 0 && others.length > 0))
      post({ type: 'drop-refused', sessionId, reason: 'several' });
    else if (uris.length > 0) post({ type: 'drop-uris', sessionId, uris });
    else if (file && file.size > mostBytes) post({ type: 'drop-refused', sessionId, reason: 'too-large' });
    else if (file) {
      void file.arrayBuffer().then(
        (bytes) => post({ type: 'drop-file', sessionId, name: file.name, bytes }),
        // A folder, or a file that cannot be read.
        () => post({ type: 'drop-file', sessionId, name: file.name, bytes: new ArrayBuffer(0) }),
      );
    }
  });
}

const listTypes = ['application/vnd.code.uri-list', 'text/uri-list'] as const;

function carriesFile(data: DataTransfer | null): boolean {
  return data?.types.some((type) => type === 'Files' || listTypes.some((list) => list === type)) === true;
}

/** Addresses of files, one a line; lines that begin with `#` are comments (RFC 2483). A link to a web page is no file. */
function addressesIn(data: DataTransfer): readonly string[] {
  const list = listTypes.map((type) => data.getData(type)).find((text) => text !== '') ?? '';
  return list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#') && !/^(?:https?|mailto|data|javascript):/i.test(line));
}
