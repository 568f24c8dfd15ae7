import { describe, expect, it } from 'vitest';
import { VisibleDraft } from '../../src/chat/composer/visibleDraft.ts';
import type { ChatSession } from '../../src/chat/session/session.ts';

/** Two windows on one conversation: each has its pages, and the disk is the same. */
function windows() {
  const session = {} as ChatSession;
  let disk = '';
  const drafts = { get: () => disk };
  const open = () => {
    const shown = new VisibleDraft(drafts);
    const type = (text: string) => {
      if (!shown.setByUser(session, text)) return;
      disk = text;
    };
    const send = () => {
      const left = shown.takeStale(session, disk);
      disk = '';
      shown.show(session);
      return left;
    };
    return { shown, type, send };
  };
  return { session, open, disk: () => disk };
}

describe('the draft that the pages of a window show', () => {
  it('the draft that the pages of a window show is told to be another one when another window has changed it, once', () => {
    const { session, open } = windows();
    const [a, b] = [open(), open()];
    a.shown.show(session);
    a.type('Which period?');
    expect(b.shown.show(session)).toBe('Which period?');
    expect(b.shown.externalChange(session)).toBeUndefined();
    a.type('Which period applies?');
    expect(b.shown.externalChange(session)).toBe('Which period applies?');
    expect(b.shown.externalChange(session)).toBeUndefined();
  });

  it('the draft that the pages of a window show is known to be sent by another window, whatever was typed to it since', () => {
    const { session, open } = windows();
    const [a, b] = [open(), open()];
    a.shown.show(session);
    a.type('Which period?');
    b.shown.show(session);
    expect(a.send()).toBeUndefined();
    b.type('Which period? ');
    b.type('Which period?');
    expect(b.send()).toBe('');
    b.type('Another');
    expect(b.send()).toBeUndefined();
  });

  it('the draft that the pages of a window show is not taken for what another window has sent when it is new altogether', () => {
    const { session, open } = windows();
    const [a, b] = [open(), open()];
    a.shown.show(session);
    a.type('Which period?');
    b.shown.show(session);
    a.send();
    expect(b.shown.externalChange(session)).toBe('');
    b.type('Something else');
    expect(b.send()).toBeUndefined();
  });

  it('ignores an old draft that a page says back after something else was typed', () => {
    const { session, open, disk } = windows();
    const [a, b] = [open(), open()];
    a.shown.show(session);
    a.type('half');
    b.shown.show(session);
    a.type('half a sentence');
    b.type('half');
    expect(disk()).toBe('half a sentence');
  });
});
