import { describe, expect, it } from 'vitest';
import { documentStatuses } from '../../domain/document-status.ts';
import { type ErasableDocument, findObstacles, keptUntil } from '../../domain/erasure.ts';

const today = '2026-11-28';
const ended = (changes: Partial<ErasableDocument> = {}): ErasableDocument => ({
  number: 'NF-1',
  status: 'settled',
  endedOn: '2026-01-10',
  flags: [],
  ...changes,
});
const codes = (documents: ErasableDocument[], receipts: string[] = []) =>
  findObstacles(documents, receipts, today).map(({ code }) => code);

describe('an erasure', () => {
  it('finds nothing in its way when all ended long ago, or nothing was ever asked for', () => {
    expect([codes([]), codes([ended(), ended({ status: 'cancelled' })], ['2020-01-01'])]).toEqual([[], []]);
  });

  it('waits for every status in which money or a charge may still move', () => {
    const waiting = documentStatuses.filter((status) =>
      codes([ended({ status })]).includes('open_documents'),
    );
    expect(waiting).toEqual([
      'pending',
      'registering',
      'uncertain',
      'rejected',
      'registered',
      'overdue',
      'paid',
    ]);
  });

  it('waits 90 days from the last end, and to the day', () => {
    const lately = [ended(), ended({ number: 'NF-2', endedOn: '2026-08-31' })];
    expect(findObstacles(lately, [], today)).toEqual([
      { code: 'recent_documents', numbers: ['NF-2'], until: '2026-11-29' },
    ]);
    expect(findObstacles(lately, [], '2026-11-29')).toEqual([]);
    expect(codes([], ['2026-11-01'])).toEqual(['recent_receipts']);
  });

  it('waits for what is contested, however old', () => {
    expect(codes([ended({ flags: ['chargeback_in_dispute'] })])).toEqual(['contested_documents']);
    expect(codes([ended({ flags: ['amount_differs'] })])).toEqual([]);
  });

  it('keeps sums for five years from the last end', () => {
    expect(keptUntil([ended(), ended({ endedOn: '2024-02-29' })])).toBe('2031-01-10');
    expect(keptUntil([ended({ endedOn: '2024-02-29' })])).toBe('2029-03-01');
    expect(keptUntil([])).toBeNull();
  });
});
