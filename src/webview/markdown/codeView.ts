import { withNames } from '../../chat/text/invisibleCharacters.ts';
import type { LineTokens } from '../code/token.ts';
import { element } from '../dom/dom.ts';
import { visibleNodes } from '../dom/invisibleCharacters.ts';
import { onGrammars, tokenizerFor } from './highlight.ts';
import { morphText } from './morphText.ts';

/** Code that grows: `text` is all of it after its first `from` characters, which were painted before. */
export interface CodeText {
  readonly language: string;
  readonly from: number;
  readonly text: string;
}

/** So many lines make a box that the browser may skip while it is off the screen, and so many boxes make one again. */
const linesInBox = 20;
const boxesInOuter = 10;

/**
 * Paints code line by line. A finished line is coloured once and never touched again; the line that is still open is
 * plain text. A box of lines ends with one text node, which holds what follows the last coloured word.
 */
export class CodeView {
  readonly #code: Element;
  #language = '';
  /** Text after the first `#from` characters; `#finished` of its characters stand in finished lines. */
  #text = '';
  #from = 0;
  #finished = 0;
  #open = '';
  #tokens: LineTokens | undefined;
  #box: HTMLElement | undefined;
  #outer: HTMLElement | undefined;
  #lines = 0;
  #plain = '';
  #end = new Text();

  constructor(code: Element) {
    this.#code = code;
  }

  update({ language, from, text }: CodeText): void {
    const known = from - this.#from;
    const grows = known >= 0 && known <= this.#finished && text.startsWith(this.#text.slice(known, this.#finished));
    if (language !== this.#language || !grows) this.#reset(language);
    this.#finished = Math.max(this.#finished - (from - this.#from), 0);
    this.#from = from;
    this.#text = text;
    this.#paint();
  }

  #reset(language: string): void {
    this.#language = language;
    this.#from = 0;
    this.#finished = 0;
    this.#text = '';
    this.#box = undefined;
    this.#outer = undefined;
    this.#code.replaceChildren();
    this.#tokens = tokenizerFor(language);
    if (!this.#tokens) onGrammars(language, () => this.#colour(language));
  }

  /** The grammars have come: what stands is painted again, in colour. */
  #colour(language: string): void {
    if (language !== this.#language || this.#tokens || !tokenizerFor(language)) return;
    const finished = (this.#code.textContent ?? '').slice(0, this.#from + this.#finished);
    const text = finished + this.#open;
    this.#reset(language);
    this.#text = text;
    this.#paint();
  }

  #paint(): void {
    const text = this.#text;
    for (let end = text.indexOf('\n', this.#finished); end >= 0; end = text.indexOf('\n', this.#finished)) {
      this.#finishLine(text.slice(this.#finished, end));
      this.#finished = end + 1;
    }
    this.#open = text.slice(this.#finished);
    if (this.#open !== '') this.#openBox();
    // An open line is not cut into nodes yet; what cannot be seen in it is named meanwhile.
    if (this.#box) morphText(this.#end, this.#plain + withNames(this.#open));
    // What looked like code was the beginning of the closing fence.
    if (this.#box && this.#end.data === '' && this.#lines === 0) {
      this.#box.remove();
      this.#box = undefined;
      if (this.#outer?.childElementCount === 0) this.#outer.remove();
      if (!this.#outer?.isConnected) this.#outer = undefined;
    }
  }

  #finishLine(line: string): void {
    this.#openBox();
    for (const { text, kind } of this.#tokens?.(line) ?? [{ text: line }]) {
      for (const node of visibleNodes(text)) {
        if (kind !== undefined) this.#insert(element('span', { class: `token-${kind}` }, node));
        else if (typeof node === 'string') this.#plain += node;
        else this.#insert(node);
      }
    }
    this.#plain += '\n';
    if (++this.#lines < linesInBox) return;
    morphText(this.#end, this.#plain);
    this.#box?.classList.add('whole');
    this.#box = undefined;
  }

  #insert(node: Node): void {
    if (this.#plain !== '') this.#end.before(this.#plain);
    this.#plain = '';
    this.#end.parentNode?.insertBefore(node, this.#end);
  }

  #openBox(): void {
    if (this.#box) return;
    this.#lines = 0;
    this.#plain = '';
    this.#end = new Text();
    this.#box = element('span', { class: 'lines' }, this.#end);
    if (!this.#outer || this.#outer.childElementCount === boxesInOuter) {
      this.#outer?.classList.add('whole');
      this.#outer = element('span', { class: 'boxes' });
      this.#code.append(this.#outer);
    }
    this.#outer.append(this.#box);
  }
}
