import { describe, expect, it } from 'vitest';
import { happening } from '../../dev/core/happenings.ts';
import { live, proveCore } from '../../dev/core/prove.ts';

const { work, send, cancel, amend, stop, wake, pass, pay, hear, remove, deliverAgain } = happening;

describe('the decisions of a document', () => {
  it('hold in five thousand lives full of faults, races and news in any order', () => {
    expect(proveCore(5_000, { seed: 2_026 })).toBeNull();
  });
});

/** A hard case that chance meets too seldom. */
describe('a create call that takes effect long after its caller gave up', () => {
  it('is waited for: its charge is adopted, and nothing is sent again', () => {
    const halfAMinute = [pass(0.5), work('answered', 10)];
    const { row, asaas } = live([
      send(),
      work('answered', 3),
      work('late', 1),
      work('answered', 10),
      ...halfAMinute,
      ...halfAMinute,
      ...halfAMinute,
    ]);
    expect(row.status).toBe('registered');
    expect(asaas.charges).toHaveLength(1);
  });
});

describe('an amendment that a payment overtook', () => {
  it('is refused, and not left open for ever', () => {
    const { row } = live([
      send(),
      work('answered', 5),
      amend(9_000, 10),
      pay(0),
      hear(1),
      work('answered', 1),
      work('answered', 9),
    ]);
    expect(row.status).toBe('paid');
    expect(row.refusedVersion).toBe(row.version);
    expect(row.flags).toContain('amendment_refused');
  });
});

/** Shrunk lives that broke an invariant once. */
describe('a life that was broken once', () => {
  it('a cancellation that a payment overtook is refused, not left open for ever', () => {
    const { row } = live([send(), work('answered', 4), cancel(), pay(0), hear(1), work('answered', 3)]);
    expect(row.flags).toContain('cancellation_refused');
    expect(row.cancelRequested).toBe(false);
  });

  it('a call that was surely not sent closes its attempt late, and the document is not uncertain for ever', () => {
    const { row } = live([send(), work('not sent', 4), stop(), work('answered', 2), wake()]);
    expect(row.status).toBe('registered');
  });

  it('an activity that was stopped before it began does not charge a document that was cancelled since', () => {
    const { row, asaas } = live([
      send(),
      cancel(),
      work('answered', 1),
      stop(),
      work('answered', 5),
      wake(),
      wake(),
    ]);
    expect(row.status).toBe('cancelled');
    expect(asaas.charges).toEqual([]);
  });

  it('a message told again to a later run does not charge a cancelled document', () => {
    const dayMinutes = 24 * 60;
    const { row, asaas } = live([
      send(),
      cancel(),
      work('answered', 6),
      pass(dayMinutes),
      work('answered', 1),
      deliverAgain(0),
      work('answered', 3),
    ]);
    expect(row.status).toBe('cancelled');
    expect(asaas.charges).toEqual([]);
  });

  it('a cancellation that was stopped does not say of a newer charge that it was removed', () => {
    const { row, asaas } = live([
      send(),
      amend(9_000, 0),
      cancel(),
      work('answered', 6),
      stop(),
      work('answered', 2),
      send(),
      work('answered', 5),
      cancel(),
      wake(),
    ]);
    expect(row.status).toBe('cancelled');
    expect(asaas.charges.map(({ removed }) => removed)).toEqual([true]);
  });

  it('an answer of a create call that was given up long ago does not take the place of the newer call', () => {
    const { row, asaas } = live([
      send(),
      work('answered', 4),
      stop(),
      remove(0),
      work('answered', 2),
      pass(2),
      work('answered', 4),
      pass(2),
      work('answered', 4),
      work('late', 5),
      wake(),
    ]);
    expect(row.status).toBe('registered');
    expect(row.chargeId).toBe(asaas.charges.at(-1)?.chargeId);
    expect(row.openAttempt()).toBeUndefined();
  });
});
