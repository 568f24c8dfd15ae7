import { mkdir } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { amount } from '../amount.ts';
import { ComposerWindow, passage } from './composerWindow.ts';
import { seeded } from './property.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

describe('the composer of a conversation', () => {
  it('takes an unsent question ahead of what stands there, with its context, and has it on the disk', async () => {
    const window = new ComposerWindow(at());
    window.type('typed');
    await window.composer.add({ text: 'back', context: [passage('p')] }, 'before');
    expect(window.field).toBe('back\n\ntyped');
    const later = new ComposerWindow(at());
    expect(later.field).toBe('back\n\ntyped');
    expect(ids(later.composer.context)).toEqual(['p']);
  });

  it('takes an unsent question behind what stands there', async () => {
    const window = new ComposerWindow(at());
    await window.composer.add({ text: 'first', context: [passage('p1')] }, 'after');
    await window.composer.add({ text: 'second', context: [passage('p2')] }, 'after');
    expect(window.field).toBe('first\n\nsecond');
    expect(ids(window.composer.context)).toEqual(['p1', 'p2']);
  });

  it('puts the last question into the message field to change it, and what stood there back when the change is given up', async () => {
    const window = new ComposerWindow(at());
    await window.read(1);
    window.type('typed');
    expect(window.composer.beginEdit('q1')).toBe(true);
    expect(window.field).toBe('Q1');
    window.type('Q1, changed');
    expect(window.composer.cancelEdit()).toBe(true);
    expect([window.field, window.composer.edit]).toEqual(['typed', undefined]);
  });

  it('refuses to change a question that is not the last one', async () => {
    const window = new ComposerWindow(at());
    await window.read(2);
    expect(window.composer.beginEdit('q1')).toBe(false);
    expect(window.field).toBe('');
  });

  it('has what gave way back when the change goes out, ahead of what was typed behind the change', async () => {
    const window = new ComposerWindow(at());
    await window.read(1);
    window.type('typed');
    window.composer.beginEdit('q1');
    window.type('changed and the next');
    window.composer.endEdit('changed');
    expect(window.field).toBe('typed\n\n and the next');
  });

  it('goes on with a change that a window has left, and has the draft back when that is given up', async () => {
    const before = new ComposerWindow(at());
    await before.read(1);
    before.type('typed');
    before.composer.beginEdit('q1');
    before.type('changed');
    before.chips.add(before.session, passage('p'));
    await before.drafts.saved();
    const window = new ComposerWindow(at());
    expect(window.field).toBe('typed');
    await window.read(1);
    await window.composer.resumeEdit();
    expect([window.field, window.composer.edit, window.composer.context.length]).toEqual([
      'changed',
      { messageId: 'q1' },
      1,
    ]);
    window.composer.cancelEdit();
    expect([window.field, window.composer.context]).toEqual(['typed', []]);
    await window.drafts.saved();
    const last = new ComposerWindow(at());
    await last.read(1);
    await last.composer.resumeEdit();
    expect([last.field, last.composer.edit]).toEqual(['typed', undefined]);
  });

  it('has a change in the draft whose question is no longer the last one when its window is opened again', async () => {
    const before = new ComposerWindow(at());
    await before.read(1);
    before.type('typed');
    before.composer.beginEdit('q1');
    before.type('changed');
    before.chips.add(before.session, passage('p'));
    await before.drafts.saved();
    for (const _ of ['once', 'and only once']) {
      const window = new ComposerWindow(at());
      await window.read(2);
      await window.composer.resumeEdit();
      expect([window.field, window.composer.edit, window.composer.context.length]).toEqual([
        'changed\n\ntyped',
        undefined,
        1,
      ]);
      await window.drafts.saved();
    }
  });

  it('shows the draft of another window as it is while a question is changed here, and loses nothing of either', async () => {
    const [first, second] = [new ComposerWindow(at()), new ComposerWindow(at())];
    for (const window of [first, second]) await window.read(1);
    first.type('typed');
    await first.drafts.saved();
    second.focus();
    first.composer.beginEdit('q1');
    first.type('changed');
    second.type('typed, and more');
    for (const window of [first, second]) await window.drafts.saved();
    expect([first.field, second.field]).toEqual(['changed', 'typed, and more']);
    first.composer.cancelEdit();
    expect(first.field).toBe('typed, and more');
  });

  it('keeps a change and what gave way to it when another question took the place of the changed one', async () => {
    const window = new ComposerWindow(at());
    await window.read(1);
    window.type('typed');
    window.composer.beginEdit('q1');
    window.type('changed');
    await window.read(2);
    expect(window.field).toBe('changed\n\ntyped');
  });

  it('has a question that waits back ahead of what was typed since, and nowhere else', async () => {
    const window = new ComposerWindow(at());
    await window.queue.put(window.session, { text: 'waits', context: [passage('p')] });
    window.type('typed');
    await expect(window.composer.editQueued()).resolves.toBe(true);
    expect([window.field, ids(window.composer.context)]).toEqual(['waits\n\ntyped', ['p']]);
    await expect(window.composer.editQueued()).resolves.toBe(false);
    const later = new ComposerWindow(at());
    await later.drafts.recover(later.session, () => undefined);
    expect(later.composer.text).toBe('waits\n\ntyped');
  });

  it('leaves a question where it was while the disk takes no draft, and keeps what is typed meanwhile', async () => {
    const window = new ComposerWindow(at());
    window.type('typed');
    await window.drafts.saved();
    await window.queue.put(window.session, { text: 'waits', context: [passage('p')] });
    const full = vi.spyOn(window.store, 'saved').mockImplementation(async () => {
      if (window.field === 'waits\n\ntyped') window.type('waits\n\ntyped on');
      throw new ChatError('storage', { detail: 'ENOSPC' });
    });
    await expect(window.composer.editQueued()).rejects.toMatchObject({ code: 'storage' });
    full.mockRestore();
    expect([window.field, ids(window.composer.context)]).toEqual(['typed on', []]);
    expect(window.queue.of(window.session)).toMatchObject({ text: 'waits', isPaused: true });
    await window.composer.editQueued();
    expect([window.field, ids(window.composer.context)]).toEqual(['waits\n\ntyped on', ['p']]);
    expect(window.queue.of(window.session)).toBeUndefined();
  });

  it('has a question in one place only where it cannot leave the other', async () => {
    const window = new ComposerWindow(at());
    window.runs[0] = [{ throw: new ChatError('refused', { processed: 'no' }) }];
    await window.session.send('Q', [passage('p')]);
    window.type('typed');
    vi.spyOn(window.outbox, 'remove').mockRejectedValueOnce(new ChatError('storage', { detail: 'EROFS' }));
    const takeBack = () => window.session.takeBack((question, leave) => window.composer.add(question, 'before', leave));
    await expect(takeBack()).rejects.toMatchObject({ code: 'storage' });
    expect([window.field, ids(window.composer.context)]).toEqual(['typed', []]);
    expect(window.session.transcript.messages[0]).toMatchObject({ text: 'Q', state: 'failed' });
    await takeBack();
    expect([window.field, ids(window.composer.context)]).toEqual(['Q\n\ntyped', ['p']]);
    expect(window.session.transcript.messages).toEqual([]);
  });

  it('keeps what was typed behind a question that went out', async () => {
    const window = new ComposerWindow(at());
    window.type('question');
    window.type('question and more');
    window.composer.take();
    window.composer.persisted('question', 'q1');
    expect(window.field).toBe(' and more');
    await window.drafts.saved();
    expect(new ComposerWindow(at()).field).toBe(' and more');
  });

  it('gives out only the context that the page showed and that is still there', async () => {
    const window = new ComposerWindow(at());
    await window.composer.add({ text: '', context: [passage('p1'), passage('p2')] }, 'after');
    expect(ids(window.composer.contextOf(['p2', 'gone']))).toEqual(['p2']);
  });
});

/** What one of two windows does next; `history` is switched for both. */
const steps = [
  ...['type', 'type', 'type', 'add before', 'add after', 'focus', 'focus', 'edit', 'edit', 'edit', 'send change'],
  ...['send change', 'cancel', 'queue', 'edit queued', 'send', 'delete', 'close', 'kill', 'save', 'history'],
] as const;
type Step = readonly [window: number, step: string];

const step: fc.Arbitrary<Step> = fc.tuple(fc.nat({ max: 1 }), fc.constantFrom(...steps));
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== '');

/** Two windows with a composer each, and where each word that was typed has to be. */
class ComposerModel {
  keeps = true;
  readonly #folder: string;
  readonly #windows: [Side, Side];
  /** Words that have to be somewhere. */
  readonly #typed = new Set<string>();
  /** Words that were typed while history was off, as long as it is. */
  readonly #secret = new Set<string>();
  readonly #sent: string[] = [];
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#windows = [new Side(this.#open()), new Side(this.#open())];
  }

  #open(): ComposerWindow {
    return new ComposerWindow(this.#folder, { keeps: () => this.keeps });
  }

  async read(): Promise<void> {
    for (const { window } of this.#windows) await window.read(1);
  }

  async run([index, what]: Step): Promise<void> {
    const side = this.#windows[index] as Side;
    const { composer, session, field, queue, drafts } = side.window;
    const isEditing = composer.edit !== undefined;
    switch (what) {
      case 'type': {
        // What is typed into a change that is given up goes with it.
        const word = isEditing ? this.#word() : this.#newWord(side);
        return side.window.type(field === '' ? word : `${field}\n\n${word}`);
      }
      case 'add before':
      case 'add after':
        if (isEditing) return;
        await composer.add({ text: this.#newWord(side), context: [] }, what === 'add before' ? 'before' : 'after');
        return this.#saved(side);
      case 'queue': {
        const text = field.trim();
        if (isEditing || text === '' || queue.of(session)) return;
        await queue.put(session, { text, context: [] });
        side.queued = new Set(this.keeps ? [] : wordsOf(text));
        for (const word of wordsOf(text)) side.unwritten.delete(word);
        return composer.persisted(field, queue.of(session)?.id ?? '');
      }
      case 'edit queued': {
        if (isEditing) return;
        for (const word of wordsOf(queue.of(session)?.text ?? '')) side.unwritten.add(word);
        if (!(await composer.editQueued())) return;
        side.queued.clear();
        return this.#saved(side);
      }
      case 'focus':
        return side.window.focus();
      case 'edit':
        return void composer.beginEdit('q1');
      case 'cancel':
        return void composer.cancelEdit();
      case 'send change':
        return isEditing ? composer.endEdit(field) : undefined;
      case 'send':
        if (isEditing || field.trim() === '') return;
        this.#sent.push(field);
        composer.take();
        return composer.persisted(field, `s${this.#count++}`);
      case 'delete':
        if (isEditing) return;
        for (const word of wordsOf(field)) this.#typed.delete(word);
        return side.window.type('');
      case 'save':
        await drafts.saved();
        return this.#saved(side);
      case 'close':
        await drafts.saved();
        await queue.written();
        if (this.keeps) side.unwritten.clear();
        return this.#reopen(index);
      case 'kill':
        return this.#reopen(index);
      default:
        this.keeps = !this.keeps;
        this.#secret.clear();
    }
  }

  #word(): string {
    return `word${this.#count++}.`;
  }

  #newWord(side: Side): string {
    const word = this.#word();
    this.#typed.add(word);
    side.unwritten.add(word);
    if (!this.keeps) this.#secret.add(word);
    return word;
  }

  #saved(side: Side): void {
    if (this.keeps) side.unwritten.clear();
  }

  /** Loads a window anew: what it had not on the disk may be gone. */
  async #reopen(index: number): Promise<void> {
    const before = this.#windows[index];
    for (const word of [...(before?.unwritten ?? []), ...(before?.queued ?? [])]) this.#typed.delete(word);
    const window = this.#open();
    this.#windows[index] = new Side(window);
    await window.read(1);
    await window.composer.resumeEdit();
  }

  /** Words that were typed while history is off, and are on the disk. */
  async told(): Promise<readonly string[]> {
    if (this.#secret.size === 0) return [];
    // A file may just be deleted by what was begun before.
    const written = await vi.waitFor(() => allText(this.#folder));
    return [...this.#secret].filter((word) => written.includes(word));
  }

  /** Words that neither went out nor stand in a window that is opened when all is written. */
  async lost(): Promise<readonly string[]> {
    this.keeps = true;
    for (const { window } of this.#windows) {
      window.composer.cancelEdit();
      await window.composer.editQueued();
      await window.drafts.saved();
    }
    const last = this.#open();
    await last.drafts.recover(last.session, () => undefined);
    const there = [last.composer.text, ...this.#sent].join('\n');
    return [...this.#typed].filter((word) => !there.includes(word));
  }
}

/** One of the windows, and which of its words are on no disk: of its draft, and of the question that waits. */
class Side {
  readonly window: ComposerWindow;
  readonly unwritten = new Set<string>();
  queued = new Set<string>();

  constructor(window: ComposerWindow) {
    this.window = window;
  }
}

it('loses no word, and writes none while history is off, whatever two windows of one conversation do in whatever order', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 24 }), async (taken) => {
      const folder = at(`run${run++}`);
      await mkdir(folder);
      const model = new ComposerModel(folder);
      await model.read();
      for (const each of taken) {
        await model.run(each);
        expect(await model.told(), JSON.stringify(taken)).toEqual([]);
      }
      expect(await model.lost(), JSON.stringify(taken)).toEqual([]);
    }),
    seeded('composers of two windows', amount(2_000, 150)),
  );
});
