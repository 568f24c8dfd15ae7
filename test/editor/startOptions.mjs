// The options of npm start, read before anything is installed: only Node's built-in modules may be imported here.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `npm start [-- OPTION…] opens VS Code with Expert Assistants and a sample folder.

  --watch        rebuild when a file changes; then “Developer: Reload Window” in VS Code shows it
  --server       VS Code from npm in a browser, even if VS Code is installed (Linux, macOS)
  --locale de    the extension speaks German (VS Code's own menus stay as they are)
  --port N       port of the server (default 8139); keys and chats are kept per port
  --no-open      only print the address
  --fresh        forget the settings, keys and documents of earlier starts of the server
  --extension D  another extension's folder`;

const languages = ['en', 'de'];

/** Prints the help, or what is wrong with the options, and ends the program then. */
export function startOptions() {
  try {
    const { values } = parseArgs({
      options: {
        watch: { type: 'boolean', default: false },
        server: { type: 'boolean', default: false },
        locale: { type: 'string', default: 'en' },
        port: { type: 'string', default: '8139' },
        'no-open': { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        extension: { type: 'string', default: fileURLToPath(new URL('../..', import.meta.url)) },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (!languages.includes(values.locale)) throw new Error(`--locale is one of: ${languages.join(', ')}`);
    if (!values.help) return values;
    console.log(usage);
    process.exit();
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\nnpm start -- --help names all options.`);
    process.exit(2);
  }
}
