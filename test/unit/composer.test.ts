import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/chat/model/errors.ts';
import { amount } from '../amount.ts';
import { ComposerWindow, passage } from './composerWindow.ts';
import { seeded } from './property.ts';
import { temporaryFolder } from './temporaryFolder.ts';

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
    expect(window.queue.of(window.session)).toMatchObject({ text: 'waits', held: true });
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

/** What one of two windows does next. */
type Step =
  | { readonly do: 'type' | 'add before' | 'add after' | 'queue' }
  | { readonly do: 'focus' | 'edit' | 'cancel' | 'send change' | 'send' | 'edit queued' | 'close' | 'save' };

const step: fc.Arbitrary<readonly [window: number, step: Step['do']]> = fc.tuple(
  fc.nat({ max: 1 }),
  fc.constantFrom<Step['do'][]>(
    ...(['type', 'add before', 'add after', 'queue', 'focus', 'edit', 'cancel', 'send change', 'send'] as const),
    ...(['edit queued', 'close', 'save', 'type', 'focus'] as const),
  ),
);

it('loses no word, whatever two windows of one conversation do in whatever order', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const folder = at(`run${run++}`);
      const windows = [new ComposerWindow(folder), new ComposerWindow(folder)];
      for (const window of windows) await window.read(1);
      const [typed, sent]: [string[], string[]] = [[], []];
      let word = 0;
      const next = () => `word${word++}.`;
      const withWord = (text: string, one: string) => (text === '' ? one : `${text}\n\n${one}`);
      for (const [index, what] of steps) {
        const window = windows[index] as ComposerWindow;
        const { composer, session } = window;
        if (what === 'type') {
          const one = next();
          window.type(withWord(window.field, one));
          // What is typed into a change that is given up goes with it.
          if (!composer.edit) typed.push(one);
        } else if (what === 'add before' || what === 'add after') {
          const one = next();
          if (composer.edit) continue;
          await composer.add({ text: one, context: [] }, what === 'add before' ? 'before' : 'after');
          typed.push(one);
        } else if (what === 'queue') {
          const text = window.field.trim();
          if (composer.edit || text === '' || window.queue.of(session)) continue;
          await window.queue.put(session, { text, context: [] });
          composer.persisted(window.field, window.queue.of(session)?.id ?? '');
        } else if (what === 'focus') window.focus();
        else if (what === 'edit') composer.beginEdit('q1');
        else if (what === 'cancel') composer.cancelEdit();
        else if (what === 'send change') {
          if (composer.edit) composer.endEdit(window.field);
        } else if (what === 'send') {
          const text = window.field;
          if (composer.edit || text.trim() === '') continue;
          sent.push(text);
          composer.take();
          composer.persisted(text, `s${word++}`);
        } else if (what === 'edit queued') {
          if (!composer.edit) await composer.editQueued();
        } else if (what === 'save') await window.drafts.saved();
        else {
          await window.drafts.saved();
          await window.queue.written();
          windows[index] = new ComposerWindow(folder);
          await windows[index].read(1);
          await windows[index].composer.resumeEdit();
        }
      }
      for (const window of windows) {
        window.composer.cancelEdit();
        await window.composer.editQueued();
        await window.drafts.saved();
      }
      const last = new ComposerWindow(folder);
      await last.drafts.recover(last.session, () => undefined);
      const left = last.composer.text;
      const out = sent.join('\n');
      for (const one of typed) expect(`${left}\n${out}`, `${one} is lost: ${JSON.stringify(steps)}`).toContain(one);
    }),
    seeded('composers of two windows', amount(2_000, 60)),
  );
});
