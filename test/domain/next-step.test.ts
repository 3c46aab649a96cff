import { describe, expect, it } from 'vitest';
import { dateInSaoPaulo, startOfDayInSaoPaulo } from '../../domain/calendar.ts';
import { canHappen, documentStatuses, isLive } from '../../domain/document-status.ts';
import { heldWorks } from '../../domain/hold.ts';
import { type Action, type DocumentSnapshot, nextStep, overdueAt } from '../../domain/next-step.ts';
import { aSnapshot } from '../environment/snapshots.ts';

const nowMs = Date.parse('2026-12-01T15:00:00Z');

const registered = aSnapshot({ status: 'registered', syncedVersion: 1, dueDate: '2026-12-10' });

describe('what a document does next', () => {
  it('sleeps until the morning after its due date when nothing is asked of it', () => {
    const step = nextStep(registered, nowMs, 0);
    expect(step).toEqual({ do: 'wait', until: Date.parse('2026-12-11T09:00:00Z') });
    expect(overdueAt('2026-12-10', 0)).toBeGreaterThan(startOfDayInSaoPaulo('2026-12-11'));
  });

  it('brings an edit to Asaas once the charge lives, and not before', () => {
    const edited = { ...registered, version: 3 };
    expect(nextStep(edited, nowMs, 0)).toEqual({ do: 'amend' });
    const uncertain = { ...edited, status: 'uncertain', hasOpenAttempt: true, syncedVersion: 0 } as const;
    expect(nextStep({ ...uncertain, lookAt: nowMs + 1 }, nowMs, 0)).toEqual({ do: 'wait', until: nowMs + 1 });
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
    const uncertain = { ...registered, status: 'uncertain', hasOpenAttempt: true, lookAt: nowMs } as const;
    expect(nextStep({ ...uncertain, cancelRequested: true }, nowMs, 0)).toEqual({ do: 'lookUp' });
  });

  it('finds a create call that a lost run left behind unknown, though a cancellation is wanted', () => {
    const lost = {
      ...registered,
      status: 'registering',
      hasOpenAttempt: true,
      cancelRequested: true,
    } as const;
    expect(nextStep(lost, nowMs, 0)).toEqual({ do: 'register' });
  });

  it('cancels a create that is held and was never sent', () => {
    const hold = { cause: 'key_refused', work: 'register', untilMs: null } as const;
    const held = { ...registered, status: 'registering', hold } as const;
    expect(nextStep(held, nowMs, 0)).toEqual({ do: 'wait', until: null });
    expect(nextStep({ ...held, cancelRequested: true }, nowMs, 0)).toEqual({ do: 'cancel' });
  });

  it('passes over a step that is held until the hold ends, and notes meanwhile that the due date passed', () => {
    const hold = { cause: 'forbidden', work: 'amend', untilMs: nowMs + 10 } as const;
    const edited = { ...registered, version: 2, hold };
    expect(nextStep(edited, nowMs, 0)).toEqual({ do: 'wait', until: overdueAt('2026-12-10', 0) });
    expect(nextStep(edited, nowMs + 10, 0)).toEqual({ do: 'amend' });
    expect(nextStep({ ...edited, dueDate: '2026-11-20' }, nowMs, 0)).toEqual({ do: 'markOverdue' });
  });

  it('ends only after the reversal window', () => {
    const settled = { ...registered, status: 'settled', closesAt: nowMs + 1 } as const;
    expect(nextStep(settled, nowMs, 0)).toEqual({ do: 'wait', until: nowMs + 1 });
    expect(nextStep(settled, nowMs + 1, 0)).toEqual({ do: 'end' });
  });
});

/** Every state that a row can be in, as far as it decides what is next. */
function* everyState(): Generator<DocumentSnapshot> {
  const no = [false, true];
  const holds = [null, ...heldWorks.map((work) => ({ cause: 'quota', work, untilMs: nowMs + 5 }) as const)];
  for (const status of documentStatuses)
    for (const cancelRequested of no)
      for (const hasOpenAttempt of no)
        for (const [version, refusedVersion] of [
          [1, 0],
          [2, 0],
          [2, 2],
        ] as const)
          for (const dueDate of ['2026-11-20', '2026-12-10'])
            for (const at of [null, nowMs - 1, nowMs + 1])
              for (const hold of holds) {
                const wish = { status, cancelRequested, hasOpenAttempt, version, refusedVersion, dueDate };
                yield { ...registered, ...wish, lookAt: at, closesAt: at, hold };
              }
}

/** What each step makes of a state at the least, as its activity promises. Undefined where it changes nothing. */
const effects: Record<Action, (document: DocumentSnapshot) => Partial<DocumentSnapshot> | undefined> = {
  // A cancellation touches no document whose create call may have left a charge.
  cancel: ({ cancelRequested, hasOpenAttempt, status }) =>
    cancelRequested && !hasOpenAttempt && canHappen(status, 'charge.removed')
      ? { cancelRequested: false, status: 'cancelled' }
      : undefined,
  register: ({ status, hasOpenAttempt, cancelRequested }) => {
    if (hasOpenAttempt) return canHappen(status, 'charge.unknown') ? { status: 'uncertain' } : undefined;
    return status === 'registering' && !cancelRequested ? { status: 'registered' } : undefined;
  },
  lookUp: ({ status, hasOpenAttempt }) =>
    status === 'uncertain' && hasOpenAttempt ? { hasOpenAttempt: false, status: 'registering' } : undefined,
  amend: ({ status, version, syncedVersion }) =>
    isLive(status) && version > syncedVersion ? { syncedVersion: version } : undefined,
  markOverdue: ({ status, dueDate }) =>
    canHappen(status, 'due-date.passed') && dueDate < dateInSaoPaulo(new Date(nowMs))
      ? { status: 'overdue' }
      : undefined,
};

describe('in every state of status, wish, attempt, version, due date and hold', () => {
  it('no step is asked for that leaves the state as it is', () => {
    let states = 0;
    for (const document of everyState()) {
      states += 1;
      const step = nextStep(document, nowMs, 0);
      if (step.do === 'wait' || step.do === 'end') continue;
      expect(effects[step.do](document), `${step.do} of ${JSON.stringify(document)}`).toBeDefined();
    }
    expect(states).toBe(10 * 2 * 2 * 3 * 2 * 3 * 6);
  });

  it('steps lead to rest within a few of them', () => {
    for (const first of everyState()) {
      let document = first;
      let steps = 0;
      for (;;) {
        const step = nextStep(document, nowMs, 0);
        if (step.do === 'wait' || step.do === 'end') break;
        document = { ...document, ...effects[step.do](document) };
        steps += 1;
        expect(steps, JSON.stringify(first)).toBeLessThan(6);
      }
    }
  });

  it('nothing that is held is done, and nothing is waited for that has passed', () => {
    for (const document of everyState()) {
      const step = nextStep(document, nowMs, 0);
      expect(step.do).not.toBe(document.hold?.work);
      if (step.do === 'wait' && step.until !== null) expect(step.until).toBeGreaterThan(nowMs);
    }
  });
});
