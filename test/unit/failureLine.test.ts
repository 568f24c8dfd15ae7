import { describe, expect, it } from 'vitest';
import { ChatError, errorData } from '../../src/chat/model/errors.ts';
import { failureLine, reported } from '../../src/chat/model/failureReport.ts';
import { logFailure } from '../../src/host/platform/background.ts';

const client = 'Mandant Müller';
const file = `/home/k/${client}/Kündigung.pdf`;

function fileSystemError(): Error {
  const error = new Error(`EntryNotFound (FileSystemError): Error: ENOENT: no such file or directory, stat '${file}'`);
  error.name = 'EntryNotFound (FileSystemError)';
  return Object.assign(error, { code: 'FileNotFound' });
}

function parseError(): unknown {
  try {
    return JSON.parse(`{"question": ${client}`);
  } catch (error) {
    return error;
  }
}

function withStack(stack: string): Error {
  const error = new Error('x');
  error.stack = stack;
  return error;
}

const foreign: readonly (readonly [string, unknown])[] = [
  ['of the file system', fileSystemError()],
  ['of a parser', parseError()],
  ['with a path for its name', Object.assign(new Error('x'), { name: file })],
  ['with a path for its code', Object.assign(new Error('x'), { code: file })],
  [
    'whose message looks like a place',
    new Error(`x\n    at ${client} (${file}:1:2)\n    at read (${file}/src/chat/x.ts:1:2)`),
  ],
  ['that was thrown in a folder of a client', withStack(`Error: x\n    at read (${file}:3:4)\n    at ${file}:5:6`)],
  ['with a cause that names a path', new Error('x', { cause: fileSystemError() })],
  ['that is a text', file],
  ['that is an object', { message: file, stack: file }],
];

describe('of an error that is not ours', () => {
  it.each(foreign)('the log tells nothing of what an error that is not ours quotes: %s', (_, error) => {
    const lines: string[] = [];
    const add = (line: string) => void lines.push(line);
    const log = { debug: add, info: add, warn: add, error: add };
    logFailure(log, 'Command attachFile', error);
    const data = reported(error, 'haufe', log);
    expect(lines).toHaveLength(2);
    expect([...lines, JSON.stringify([data, errorData(error)])].join('\n')).not.toMatch(
      /M(?:ü|%C3%BC)ller|Mandant|Kündigung|\/home/,
    );
  });

  it('the log tells the class and code of an error that is not ours, and where in this extension it was thrown', () => {
    expect(failureLine(fileSystemError()).split('\n')[0]).toBe('bug EntryNotFound (FileSystemError) FileNotFound');
    const stack = [
      'TypeError: x',
      `    at read (/home/k/${client}/.vscode/extensions/expert-assistants-1.0.0/dist/extension.js:12:34)`,
      `    at async file:///home/k/${client}/dist/chunks/vendors-MWG7WK3A.js:5:6`,
      `    at Object.load [as run] (C:\\Users\\${client}\\dist\\vendors.js:7:8)`,
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      '    at new Promise (<anonymous>)',
    ].join('\n');
    expect(failureLine(withStack(stack)).split('\n').slice(1)).toEqual([
      '    at read dist/extension.js:12:34',
      '    at async dist/chunks/vendors-MWG7WK3A.js:5:6',
      '    at Object.load [as run] dist/vendors.js:7:8',
      '    at process.processTicksAndRejections node:internal/process/task_queues:95:5',
    ]);
  });
});

it('the log tells the code of an error of ours, and what the service calls it', () => {
  expect(failureLine(new ChatError('unavailable', { status: 503, detail: 'overloaded' }))).toBe(
    'unavailable 503 overloaded',
  );
});
