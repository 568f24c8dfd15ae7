// The suite's report: a file that grows while the tests run and ends with one line of figures.
// Only that line proves that the suite ran to its end: VS Code reports success also when the extension host was killed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @param {string} file */
export function startResults(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  let shown = 0;
  const show = () => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    process.stdout.write(text.slice(shown));
    shown = text.length;
  };
  const timer = setInterval(show, 200);
  return {
    stop() {
      clearInterval(timer);
      show();
    },
  };
}

/** @param {string} file @returns {{ passed: number, failed: number, skipped: number } | undefined} undefined: not ended */
export function readResults(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const figures = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(text);
  if (!figures) return undefined;
  const [passed = 0, failed = 0, skipped = 0] = figures.slice(1).map(Number);
  return { passed, failed, skipped };
}
