import type { DocumentSnapshot } from '../../domain/next-step.ts';

/** A document as its workflow reads it: entered and not sent, due in years, with nothing on hold. */
export function aSnapshot(changes: Partial<DocumentSnapshot> = {}): DocumentSnapshot {
  return {
    status: 'pending',
    version: 1,
    syncedVersion: 0,
    refusedVersion: 0,
    cancelRequested: false,
    amountCents: 10_000,
    dueDate: '2030-01-10',
    hasOpenAttempt: false,
    lookAt: null,
    closesAt: null,
    hold: null,
    triesInVain: 0,
    rejection: null,
    ...changes,
  };
}
