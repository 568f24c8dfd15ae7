import { mkdir, readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DraftWindow } from './draftWindows.ts';
import { seeded } from './property.ts';
import { allText, temporaryFolder } from './temporaryFolder.ts';

const at = temporaryFolder();
const open = () => new DraftWindow(at());
const key = { connectionId: 'c', assistantId: 'a', threadId: 't' };
const passage = (id: string) => ({ id, label: id, firstLine: 1, lastLine: 1, text: id });
const save = (...windows: readonly DraftWindow[]) => Promise.all(windows.map(({ drafts }) => drafts.saved()));
const thousand = 'word '.repeat(200).trim();

describe('two windows that type in one conversation', () => {
  it('two windows that type in one conversation keep both texts: what one wrote is not replaced by a key in the other', async () => {
    const [a, b] = [open(), open()];
    a.type(thousand);
    await save(a);
    b.type('x');
    await save(b);
    expect(open().field).toBe(`x\n\n${thousand}`);
  });

  it('two windows that type in one conversation keep both texts when both are written at the same moment', async () => {
    const [a, b, c] = [open(), open(), open()];
    a.type('of a');
    b.type('of b');
    c.type('of c');
    await save(a, b, c);
    expect(open().field.split('\n\n').toSorted()).toEqual(['of a', 'of b', 'of c']);
  });

  it('two windows that type in one conversation join their texts once, however long both go on typing', async () => {
    const [a, b] = [open(), open()];
    for (let index = 0; index < 20; index++) {
      a.type(`${a.field} a${index}`.trim());
      b.type(`${b.field} b${index}`.trim());
      if (index % 3 === 0) await save(a, b);
    }
    await save(a, b);
    expect(open().field.split('\n\n').toSorted()).toEqual([a.field, b.field]);
    expect([a.field, b.field].join()).toMatch(/^a0 .*a19,b0 .*b19$/);
  });

  it('two windows that type in one conversation go on from the joined text once it was shown', async () => {
    const [a, b] = [open(), open()];
    a.type('of a');
    await save(a);
    b.type('of b');
    await save(b);
    a.focus();
    a.type(`${a.field}, more`);
    b.type('of b, more');
    await save(a, b);
    expect(open().field).toBe('of b, more\n\nof a, more');
  });

  it('two windows that type in one conversation do not erase each other’s words by sending or deleting their own', async () => {
    const [a, b, c] = [open(), open(), open()];
    a.type('of a');
    b.type('of b');
    c.type('of c');
    await save(a, b, c);
    await b.send();
    expect(b.field.split('\n\n').toSorted()).toEqual(['of a', 'of c']);
    a.type('');
    await save(a);
    expect(open().field).toBe('of c');
  });

  it('two windows that type in one conversation see what the other has sent as no draft any more, and what they changed of it as theirs', async () => {
    const a = open();
    a.type('Which period?');
    await save(a);
    const [b, c] = [open(), open()];
    expect([b.field, c.field]).toEqual(['Which period?', 'Which period?']);
    await b.send();
    c.type('Which period? And where?');
    await save(a, c);
    expect(open().field).toBe('Which period? And where?');
    await c.send();
    a.focus();
    expect([a.field, open().field]).toEqual(['', '']);
  });

  it('two windows that type in one conversation unite their passages, and take away their own only', async () => {
    const [a, b] = [open(), open()];
    a.store.setPassages(key, [passage('p')]);
    b.store.setPassages(key, [passage('q')]);
    await save(a, b);
    const ids = () =>
      open()
        .store.passages(key)
        .map(({ id }) => id);
    expect(ids().toSorted()).toEqual(['p', 'q']);
    a.store.setPassages(key, [], [passage('p')]);
    b.type('typed');
    await save(a, b);
    expect([open().field, ids()]).toEqual(['typed', ['q']]);
  });
});

describe('a draft', () => {
  afterEach(() => void vi.useRealTimers());
  const clock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });

  it('a draft is written a moment after the last key, and a second after the first though typing goes on', async () => {
    const { store } = open();
    clock();
    store.set(key, 'a');
    vi.advanceTimersByTime(249);
    expect(await allText(at())).toBe('');
    vi.advanceTimersByTime(1);
    await vi.waitFor(async () => expect(await allText(at('drafts'))).toContain('"a"'));
    for (let index = 1; index <= 5; index++) {
      vi.advanceTimersByTime(200);
      store.set(key, `b${index}`);
    }
    vi.advanceTimersByTime(200);
    await vi.waitFor(async () => expect(await allText(at('drafts'))).toContain('"b5"'));
  });

  it('a draft is written at once when the window closes, beside what another one wrote', async () => {
    const [a, b] = [open(), open()];
    a.type('of a');
    b.type('of b');
    a.store.saveNow();
    b.store.saveNow();
    expect(open().field).toBe('of b\n\nof a');
    expect(await readdir(at())).toEqual(['drafts']);
  });

  it('a draft is written by no timer after it was forgotten', async () => {
    const { store } = open();
    clock();
    store.set(key, 'secret');
    await store.forget('c', 't');
    store.set({ ...key, threadId: 'u' }, 'secret');
    await store.clear();
    vi.advanceTimersByTime(10_000);
    await store.saved();
    expect(await allText(at())).toBe('');
  });

  it('a draft is written into what is there when history is switched on again', async () => {
    let keeps = false;
    const a = new DraftWindow(at(), { keeps: () => keeps });
    const b = open();
    b.type('of b');
    await save(b);
    a.type('of a');
    await save(a);
    expect(await allText(at())).not.toContain('of a');
    keeps = true;
    await save(a);
    expect(open().field.split('\n\n').toSorted()).toEqual(['of a', 'of b']);
  });
});

type Step =
  | {
      readonly window: 0 | 1;
      readonly does: 'word' | 'paragraph' | 'write' | 'focus' | 'send' | 'delete' | 'reload' | 'kill';
    }
  | { readonly does: 'switch' };

/** Two windows as a person uses them, and what is known of every word that was typed in either. */
class Model {
  keeps = true;
  readonly #options = { keeps: () => this.keeps };
  readonly windows: [DraftWindow, DraftWindow];
  readonly #folder: string;
  /** Words that have to be somewhere, and those of them that are not on the disk, by window. */
  readonly words = new Set<string>();
  readonly #unwritten = [new Set<string>(), new Set<string>()] as const;
  /** Words that were typed while history was off, as long as it is. */
  readonly secret = new Set<string>();
  /** Paragraphs that were sent while it was on. */
  readonly sent = new Set<string>();
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.windows = [this.#open(), this.#open()];
  }

  #open(): DraftWindow {
    return new DraftWindow(this.#folder, this.#options);
  }

  async run(step: Step, isFree: boolean): Promise<void> {
    if (step.does === 'switch') {
      this.keeps = !this.keeps;
      this.secret.clear();
      return;
    }
    const { window: index } = step;
    const window = this.windows[index];
    const unwritten = this.#unwritten[index];
    const isWritten = () => this.keeps && unwritten.clear();
    const word = `${'ab'[index]}${this.#count++}`;
    const texts = window.field === '' ? [] : window.field.split('\n\n');
    const mine = texts.findLastIndex((text) => isFree || text.startsWith('ab'[index] ?? ''));
    switch (step.does) {
      case 'word':
      case 'paragraph':
        if (step.does === 'paragraph' || mine < 0) window.type([...texts, word].join('\n\n'));
        else window.type(texts.with(mine, `${texts[mine]} ${word}`).join('\n\n'));
        this.words.add(word);
        unwritten.add(word);
        if (!this.keeps) this.secret.add(word);
        return;
      case 'write':
        await window.drafts.saved();
        return void isWritten();
      case 'focus':
        return window.focus();
      case 'send':
        for (const text of texts) if (this.keeps) this.sent.add(text);
        for (const gone of texts.join(' ').split(/\s+/)) this.words.delete(gone);
        await window.send();
        return void isWritten();
      case 'delete':
        for (const gone of texts.join(' ').split(/\s+/)) this.words.delete(gone);
        return window.type('');
      case 'reload':
        window.store.saveNow();
        if (!this.keeps) for (const lost of unwritten) this.words.delete(lost);
        unwritten.clear();
        this.windows[index] = this.#open();
        return;
      case 'kill':
        for (const lost of unwritten) this.words.delete(lost);
        unwritten.clear();
        this.windows[index] = this.#open();
        return;
      default:
        step satisfies never;
    }
  }

  /** What a third window finds when all is written. */
  async found(): Promise<string> {
    this.keeps = true;
    for (const { drafts } of this.windows) await drafts.saved();
    return this.#open().field;
  }
}

describe('whatever two windows do, one after the other', () => {
  afterEach(() => void vi.useRealTimers());
  const does = (...kinds: readonly string[]) =>
    fc.record({
      window: fc.constantFrom(0 as const, 1 as const),
      does: fc.constantFrom(...kinds),
    }) as fc.Arbitrary<Step>;
  const steps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: does('word', 'paragraph') },
      { weight: 5, arbitrary: does('write', 'focus', 'reload', 'kill', 'send', 'delete') },
      { weight: 1, arbitrary: fc.constant<Step>({ does: 'switch' }) },
    ),
    { maxLength: 30 },
  );
  let runs = 0;

  it.each([
    ['each in its own paragraphs', false],
    ['in any paragraph', true],
  ])(
    'two windows lose no word, and make no draft of what was sent, whatever they do one after the other: %s',
    async (_, isFree) => {
      // No timer writes by itself: a window that was killed does nothing any more.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      await fc.assert(
        fc.asyncProperty(steps, async (taken) => {
          const folder = at(`run${runs++}`);
          await mkdir(folder);
          const model = new Model(folder);
          for (const step of taken) {
            await model.run(step, isFree);
            const written = model.secret.size > 0 ? (await allText(folder)).split(/\W+/) : [];
            expect(written.filter((word) => model.secret.has(word))).toEqual([]);
          }
          const text = await model.found();
          const words = text.split(/\s+/);
          expect([...model.words].filter((word) => !words.includes(word))).toEqual([]);
          expect(text.split('\n\n').filter((each) => model.sent.has(each))).toEqual([]);
          if (!isFree) expect(words.length).toBe(new Set(words).size);
        }),
        seeded(`drafts in two windows, free: ${isFree}`, 200),
      );
    },
    60_000,
  );
});
