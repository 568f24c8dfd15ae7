// Stands in for @vscode/spdlog in VS Code from npm (see standIns.mjs): log files without a compiled module.
// VS Code's own log files, and every extension's log channel, are written through it.
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export const version = 0;
export const setLevel = () => {};
export const setFlushOn = () => {};

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

/** Files of one test run stay small: nothing is rotated. */
export class Logger {
  #file;
  #level = 2;
  #plain = false;

  /** @param {string} _kind @param {string} _name @param {string} file */
  constructor(_kind, _name, file) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.#file = file;
  }

  /** @param {number} level @param {string} message */
  #write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.#file, this.#plain ? message : `${time} [${levels[level]}] ${message}\n`);
  }

  trace = (/** @type {string} */ message) => this.#write(0, message);
  debug = (/** @type {string} */ message) => this.#write(1, message);
  info = (/** @type {string} */ message) => this.#write(2, message);
  warn = (/** @type {string} */ message) => this.#write(3, message);
  error = (/** @type {string} */ message) => this.#write(4, message);
  critical = (/** @type {string} */ message) => this.#write(5, message);
  getLevel = () => this.#level;
  setLevel = (/** @type {number} */ level) => {
    this.#level = level;
  };
  setPattern = () => {};
  /** An output channel adds its own line ends. */
  clearFormatters = () => {
    this.#plain = true;
  };
  flush = () => {};
  drop = () => {};
}

/** @param {string} name @param {string} file */
const create = async (name, file) => new Logger('rotating', name, file);

export { create as createAsyncRotatingLogger, create as createRotatingLogger };
