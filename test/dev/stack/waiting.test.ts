import { describe, expect, it } from 'vitest';
import { unlessAborted } from '../../../dev/stack/waiting.ts';

const never = new Promise<never>(() => {});

describe('work that a signal may interrupt', () => {
  it('is left behind when the signal comes', async () => {
    const stop = new AbortController();
    const work = unlessAborted(never, stop.signal);
    stop.abort(new Error('Ctrl-C'));
    await expect(work).rejects.toThrow('Ctrl-C');
  });

  it('is left behind when the signal came before the work began', async () => {
    await expect(unlessAborted(never, AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow('Ctrl-C');
  });

  it('may fail later without anybody hearing of it', async () => {
    let fail = (_: Error) => {};
    const work = new Promise<void>((_, reject) => {
      fail = reject;
    });
    await expect(unlessAborted(work, AbortSignal.abort(new Error('Ctrl-C')))).rejects.toThrow('Ctrl-C');
    fail(new Error('The database is gone.'));
  });
});
