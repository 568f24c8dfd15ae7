import type { ThreadEvent } from '../../chat/model/transcript.ts';
import { asNativeMarkdown, NativeMarkdown } from '../../chat/text/nativeMarkdown.ts';
import { t } from '../platform/words.ts';

/** Paints a run as it goes on: what was painted cannot be taken back, so a correction follows what it corrects. */
export class AnswerPainter {
  readonly #show: (markdown: string) => void;
  #markdown = new NativeMarkdown();
  #raw = '';

  constructor(show: (markdown: string) => void) {
    this.#show = (markdown) => {
      if (markdown !== '') show(markdown);
    };
  }

  follow(event: ThreadEvent): void {
    if (event.type === 'text-delta') this.#add(event.delta);
    else if (event.type === 'answer-start') this.#begin(event.author);
    else if (event.type === 'text-replaced') this.#correct(event.text);
  }

  /** Closes what is open. */
  end(): void {
    this.#show(this.#markdown.end());
    this.#markdown = new NativeMarkdown();
    this.#raw = '';
  }

  #add(delta: string): void {
    this.#raw += delta;
    this.#show(this.#markdown.push(delta));
  }

  /** The first answer of a run needs no heading; each further one is a step of a workflow. */
  #begin(author: string | undefined): void {
    if (this.#raw === '') return;
    this.end();
    this.#show(`\n\n---\n\n${author === undefined ? '' : `**${asNativeMarkdown(author.replace(/\s+/g, ' '))}**\n\n`}`);
  }

  #correct(text: string): void {
    if (text.startsWith(this.#raw)) {
      this.#add(text.slice(this.#raw.length));
      return;
    }
    this.end();
    this.#show(`\n\n---\n\n*${t('The service has corrected its answer. It reads in full:')}*\n\n`);
    this.#add(text);
  }
}
