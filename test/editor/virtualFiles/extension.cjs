// A folder with one file that lies in memory alone.
const vscode = require('vscode');

/** @type {Map<string, Uint8Array>} */
const files = new Map([['/clients/notice.md', new TextEncoder().encode('Notice of termination of 30 November.\n')]]);
const changes = new vscode.EventEmitter();

/** @param {string} path */
const bytesOf = (path) => {
  const bytes = files.get(path);
  if (!bytes) throw vscode.FileSystemError.FileNotFound(path);
  return bytes;
};

/** @param {import('vscode').ExtensionContext} context */
exports.activate = (context) => {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('virtual', {
      onDidChangeFile: changes.event,
      watch: () => ({ dispose: () => {} }),
      stat: ({ path }) =>
        path === '/clients'
          ? { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }
          : { type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytesOf(path).length },
      readDirectory: () => [...files.keys()].map((path) => [path.slice('/clients/'.length), vscode.FileType.File]),
      readFile: ({ path }) => bytesOf(path),
      writeFile: ({ path }, bytes) => void files.set(path, bytes),
      createDirectory: () => {},
      delete: ({ path }) => void files.delete(path),
      rename: () => {},
    }),
  );
};
