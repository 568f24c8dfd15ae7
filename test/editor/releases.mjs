// The two VS Code releases that the tests run in, as npm delivers them: code-server is VS Code served to a browser.

/**
 * @typedef {object} Release
 * @property {string} codeServer version of the npm package
 * @property {string} vscode version of VS Code in it
 * @property {string | undefined} node version of Node that it needs; undefined: the one of this project
 */

/** @type {{ newest: Release, floor: Release }} */
export const releases = {
  newest: { codeServer: '4.139.1', vscode: '1.139.1', node: undefined },
  // The oldest that `engines.vscode` admits.
  floor: { codeServer: '4.106.3', vscode: '1.106.3', node: '22' },
};

/** @param {string} name @returns {Release} */
export function release(name) {
  if (name === 'newest' || name === 'floor') return releases[name];
  throw new Error(`There is no release "${name}": say newest or floor.`);
}
