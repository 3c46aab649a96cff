import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDayInSaoPaulo } from '../../domain/calendar.ts';
import { documentStatuses, isLive } from '../../domain/document-status.ts';
import { type DocumentSnapshot, nextStep, overdueAt } from '../../domain/next-step.ts';

const nowMs = Date.parse('2026-12-01T15:00:00Z');

const registered: DocumentSnapshot = {
  status: 'registered',
  version: 1,
  syncedVersion: 1,
  refusedVersion: 0,
  cancelRequested: false,
  dueDate: '2026-12-10',
  lookAt: null,
  closesAt: null,
};

describe('what a document does next', () => {
  it('sleeps until the morning after its due date when nothing is asked of it', () => {
    const step = nextStep(registered, nowMs, 0);
    expect(step).toEqual({ do: 'wait', until: Date.parse('2026-12-11T09:00:00Z') });
    expect(overdueAt('2026-12-10', 0)).toBeGreaterThan(startOfDayInSaoPaulo('2026-12-11'));
  });

  it('brings an edit to Asaas once the charge lives, and not before', () => {
    const edited = { ...registered, version: 3 };
    expect(nextStep(edited, nowMs, 0)).toEqual({ do: 'amend' });
    const uncertain = { ...edited, status: 'uncertain', syncedVersion: 0, lookAt: nowMs + 1 } as const;
    expect(nextStep(uncertain, nowMs, 0)).toEqual({ do: 'wait', until: nowMs + 1 });
  });

  it('does not repeat an amendment that Asaas refused until the next edit', () => {
    expect(nextStep({ ...registered, version: 2, refusedVersion: 2 }, nowMs, 0).do).toBe('wait');
    expect(nextStep({ ...registered, version: 3, refusedVersion: 2 }, nowMs, 0)).toEqual({ do: 'amend' });
  });

  it('cancels rather than amends', () => {
    expect(nextStep({ ...registered, version: 2, cancelRequested: true }, nowMs, 0)).toEqual({
      do: 'cancel',
    });
  });

  it('looks up an unknown outcome when its time has come, even when a cancellation waits', () => {
    const uncertain = { ...registered, status: 'uncertain', lookAt: nowMs, cancelRequested: true } as const;
    expect(nextStep(uncertain, nowMs, 0)).toEqual({ do: 'lookUp' });
  });

  it('ends only after the reversal window', () => {
    const settled = { ...registered, status: 'settled', closesAt: nowMs + 1 } as const;
    expect(nextStep(settled, nowMs, 0)).toEqual({ do: 'wait', until: nowMs + 1 });
    expect(nextStep(settled, nowMs + 1, 0)).toEqual({ do: 'end' });
  });

  it('never waits for a moment that has passed, and never touches a charge that is not live', () => {
    const snapshots = fc.record({
      status: fc.constantFrom(...documentStatuses),
      version: fc.integer({ min: 1, max: 4 }),
      syncedVersion: fc.integer({ min: 0, max: 4 }),
      refusedVersion: fc.integer({ min: 0, max: 4 }),
      cancelRequested: fc.boolean(),
      dueDate: fc.constantFrom('2026-11-20', '2026-12-01', '2027-02-28'),
      lookAt: fc.constantFrom(null, nowMs - 1, nowMs + 1),
      closesAt: fc.constantFrom(null, nowMs - 1, nowMs + 1),
    });
    fc.assert(
      fc.property(snapshots, (document) => {
        const step = nextStep(document, nowMs, 0);
        if (step.do === 'wait' && step.until !== null) expect(step.until).toBeGreaterThan(nowMs);
        if (step.do === 'amend') expect(isLive(document.status)).toBe(true);
      }),
    );
  });
});
