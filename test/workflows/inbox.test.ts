import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Inbox, type ReceivedMessage } from '../../workflows/inbox.ts';

/** The n-th message to a document. */
const edit = (seq: number): ReceivedMessage => ({
  messageId: `message-${seq}`,
  seq,
  signal: 'documentAmended',
  facts: { version: seq },
});

function takeAll(inbox: Inbox): number[] {
  const taken: number[] = [];
  for (let message = inbox.take(); message; message = inbox.take()) taken.push(message.seq);
  return taken;
}

describe('the messages of a document', () => {
  it('are read in the order they were left, each once, in whatever order and however often they arrive', () => {
    const arrivals = fc
      .array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 })
      .map((seqs) => [...seqs, ...seqs.toReversed()]);
    fc.assert(
      fc.property(arrivals, (seqs) => {
        const inbox = new Inbox();
        for (const seq of seqs) inbox.put(edit(seq));
        expect(takeAll(inbox)).toEqual([...new Set(seqs)].sort((one, other) => one - other));
      }),
    );
  });
});
