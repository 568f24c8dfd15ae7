// Checks that every relative link in our documents leads to a file, and to a heading of it. Prints what does not.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  ...readdirSync(root),
  ...['docs', '.github', 'media'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((name) => `${folder}/${String(name)}`),
  ),
]
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.md'));

/** The anchor that GitHub makes of a heading. @param {string} heading */
function anchorOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Without code, in which nothing is a link. @param {string} file */
function prose(file) {
  return readFileSync(path.join(root, file), 'utf8')
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, '``');
}

/** @param {string} file */
function anchors(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  return new Set([...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

const broken = documents.flatMap((file) =>
  [...prose(file).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target))
    .filter((target) => {
      const [name = '', anchor] = target.split('#');
      const to = name === '' ? file : path.posix.join(path.posix.dirname(file), decodeURI(name));
      if (!existsSync(path.join(root, to))) return true;
      return anchor !== undefined && to.endsWith('.md') && !anchors(to).has(decodeURIComponent(anchor));
    })
    .map((target) => `${file}: ${target}`),
);
process.stdout.write(broken.map((link) => `${link}\n`).join(''));
process.exitCode = broken.length > 0 ? 1 : 0;
