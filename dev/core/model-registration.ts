import type { Charge } from '../../domain/charge.ts';
import {
  absenceOf,
  adoptionOf,
  beginningOf,
  firstLookAt,
  hasNewsAtAdoption,
  maySend,
} from '../../domain/registration.ts';
import { NoAnswer, RefusedByAsaas } from './model-asaas.ts';
import { type ModelAttempt, settlingMs } from './model-row.ts';
import type { ModelState } from './model-state.ts';
import { removeUnpaid, type Step } from './model-step.ts';

/** As `activities/registration.ts` registers. */
export function* register(world: ModelState): Step {
  const { row, asaas } = world;
  const open = row.openAttempt();
  const beginning = beginningOf(registrationOf(world), row.isAwaited);
  if (open) leaveUnknown(world, open);
  if (beginning === 'begin') row.move('document.sent', world.nowMs);
  else if (beginning !== 'go on') return;
  yield 'transaction';
  const attempt = writeAttempt(world);
  if (!attempt) return;
  const fate = yield 'call';
  try {
    const charge = asaas.create(attempt.id, row.synced ?? row.terms, fate, world.nowMs);
    yield 'transaction';
    recordCharge(world, attempt, charge);
  } catch (error) {
    yield 'transaction';
    if (error instanceof RefusedByAsaas) {
      if (attempt.outcome !== null) return;
      attempt.outcome = 'refused';
      row.move('charge.refused', world.nowMs);
    } else if (error instanceof NoAnswer && error.hadNoEffect) {
      if (attempt.outcome === null) {
        attempt.outcome = 'absent';
        row.move('charge.absent', world.nowMs);
      }
      throw error;
    } else {
      const stillOpen = row.openAttempt();
      if (stillOpen) leaveUnknown(world, stillOpen);
    }
  }
}

function registrationOf({ row }: ModelState) {
  const { status, cancelRequested } = row;
  return { status, cancelRequested, hasOpenAttempt: row.openAttempt() !== undefined };
}

/** The transaction that must be committed before anything is sent. */
function writeAttempt(world: ModelState): ModelAttempt | null {
  const { row } = world;
  if (!maySend(registrationOf(world))) return null;
  const attempt: ModelAttempt = {
    id: `attempt ${row.attempts.length + 1}`,
    outcome: null,
    sentAtMs: world.nowMs,
    lookAtMs: null,
    looks: 0,
    seenChargeId: null,
  };
  row.attempts.push(attempt);
  row.synced = row.terms;
  world.versionOfAttempt.set(attempt.id, row.version);
  world.noteSending();
  return attempt;
}

function leaveUnknown({ row, nowMs }: ModelState, attempt: ModelAttempt): void {
  const waitMs = settlingMs;
  attempt.lookAtMs ??= firstLookAt(attempt, nowMs, waitMs);
  row.move('charge.unknown', nowMs);
}

function recordCharge(world: ModelState, attempt: ModelAttempt, charge: Charge): void {
  const { row } = world;
  if (attempt.outcome !== null) {
    const facts = { chargeId: charge.chargeId, event: 'charge.late' };
    if (!row.charges.has(charge.chargeId)) row.leave({ signal: 'chargeChanged', facts });
    return;
  }
  attempt.outcome = 'registered';
  row.charges.add(charge.chargeId);
  if (row.move('charge.registered', world.nowMs)) {
    row.chargeId = charge.chargeId;
    row.syncedVersion = world.versionOfAttempt.get(attempt.id) ?? 0;
  }
  if (hasNewsAtAdoption(charge))
    row.leave({ signal: 'chargeChanged', facts: { chargeId: charge.chargeId, event: 'charge.adopted' } });
}

/** As `activities/resolve-attempt.ts` looks up. */
export function* lookUp(world: ModelState): Step {
  const { row, asaas } = world;
  const attempt = row.status === 'uncertain' ? row.openAttempt() : undefined;
  if (!attempt) return;
  const looked = { ...attempt };
  const fate = yield 'call';
  const found = asaas.findByReference(attempt.id, fate, world.nowMs);
  const { adopted, surplus } = adoptionOf(found);
  for (const charge of surplus) yield* removeUnpaid(world, charge.chargeId);
  yield 'transaction';
  if (adopted) return recordCharge(world, attempt, adopted);
  const absence = absenceOf(looked, row.openAttempt());
  if (absence === 'overtaken') return;
  if (absence === 'look again') {
    attempt.lookAtMs = world.nowMs + settlingMs / 2;
    attempt.looks = 1;
    return;
  }
  attempt.outcome = 'absent';
  row.move('charge.absent', world.nowMs);
}
