import { findAccountOrThrow } from '../db/accounts/accounts.ts';
import { dailyLimitOf } from '../db/accounts/daily-limit.ts';
import type { Room } from '../db/accounts/request-quota.ts';
import type { Scope } from '../db/database.ts';
import { tellErp } from '../db/messages/erp-events.ts';
import { leaveDocumentMessages } from '../db/messages/messages.ts';
import {
  completeRemittance,
  findHoldOfDocuments,
  findLoad,
  findStanding,
  type Load,
  noteForecast,
  type RemittanceHold,
  type Standing,
  takeNextDocuments,
} from '../db/remittances/remittance-progress.ts';
import { findRemittanceOrThrow } from '../db/remittances/remittances.ts';
import { asTenant } from '../db/tenancy.ts';
import { estimateByDays, estimateCompletion } from '../domain/completion-estimate.ts';
import type { RemittanceProgress } from '../domain/remittance-pace.ts';
import { ceilingOf } from '../domain/request-quota.ts';
import type { Dependencies } from './dependencies.ts';

export interface RemittanceRef {
  tenantId: string;
  remittanceId: string;
}

export interface RemittanceStep extends RemittanceRef {
  /**
   * The last measured speed, in documents per second. During a hold nothing can be measured, but the end must still be
   * estimated.
   */
  lastSpeed: number;
}

/**
 * How many documents of one remittance may be between hand-over and outcome. Enough to keep Asaas busy. Few enough that
 * a stop (a used-up quota, a refused key) affects only these, and that other documents do not wait behind ten thousand.
 */
const window = 200;

export const remittanceActivities = (deps: Dependencies) => ({
  /**
   * One step of a remittance: hands over the documents that may go now, counts the outcomes, estimates the end. When
   * every document has its outcome, completes the remittance and tells the ERP once. May be repeated.
   */
  async advanceRemittance({ lastSpeed, ...ref }: RemittanceStep): Promise<RemittanceProgress> {
    const { account_id: accountId } = await asTenant(deps.db, ref.tenantId, (scope) =>
      findRemittanceOrThrow(scope, ref.remittanceId),
    );
    const room = await deps.quota.room(accountId, 'register');
    return asTenant(deps.db, ref.tenantId, (scope) =>
      advance(deps, scope, { ...ref, accountId, room, lastSpeed }),
    );
  },
});

interface Step extends RemittanceStep {
  accountId: string;
  room: Room;
}

async function advance(deps: Dependencies, scope: Scope, step: Step): Promise<RemittanceProgress> {
  const load = await findLoad(scope, step.accountId);
  load.documentsPerSecond ||= step.lastSpeed;
  const before = await findStanding(scope, step.remittanceId);
  const stop = await findStop(deps, scope, step, before, load);
  const handed = stop || before.waiting === 0 ? 0 : await handOver(scope, step, before, load);
  const standing = {
    ...before,
    waiting: before.waiting - handed,
    underWay: before.underWay + handed,
  };
  const hold = stop ?? (await findHoldOf(scope, step, standing));
  const open = standing.waiting + standing.underWay + standing.uncertain;
  if (open === 0) await complete(scope, step, standing);
  else {
    const eta = estimate(deps, step.room, load, hold);
    await noteForecast(scope, step.remittanceId, { allHandedOver: standing.waiting === 0, eta, hold });
  }
  const { total, waiting, underWay } = standing;
  const { documentsPerSecond } = load;
  return {
    ...{ total, open, waiting, underWay, documentsPerSecond },
    hold: hold && { cause: hold.cause, untilMs: hold.until?.getTime() ?? null },
  };
}

/**
 * What stops the remittance from handing over: a disabled account, a refused key, or a quota without room. Documents
 * under way count first.
 */
async function findStop(
  deps: Dependencies,
  scope: Scope,
  { accountId, room }: Step,
  { waiting, underWay, uncertain }: Standing,
  load: Load,
): Promise<RemittanceHold | null> {
  if (waiting + underWay + uncertain === 0) return null;
  const account = await findAccountOrThrow(scope, accountId);
  if (account.disabled_at) return { cause: 'account_disabled', until: null };
  if (account.key_status === 'refused') return { cause: 'key_refused', until: null };
  const limit = dailyLimitOf(account, deps.now());
  if (limit && waiting + underWay > 0) return { cause: 'daily_limit', ...limit };
  if (waiting === 0 || documentsThatFit(room, load) > underWay) return null;
  const until = new Date(Math.max(room.windowEndsAtMs, deps.now().getTime() + 1_000));
  return { cause: 'quota', until };
}

/** The hold of at least half of the documents under way. A few held documents do not stop a remittance. */
async function findHoldOf(
  scope: Scope,
  step: Step,
  { underWay, uncertain }: Standing,
): Promise<RemittanceHold | null> {
  if (underWay + uncertain === 0) return null;
  const held = await findHoldOfDocuments(scope, step);
  return held && held.documents * 2 >= underWay + uncertain ? held : null;
}

/** Hands over what fits. Returns how many documents were taken, including those that will be cancelled. */
async function handOver(scope: Scope, step: Step, standing: Standing, load: Load): Promise<number> {
  const limit = Math.min(window, documentsThatFit(step.room, load)) - standing.underWay;
  if (limit <= 0) return 0;
  const { remittanceId } = step;
  const taken = await takeNextDocuments(scope, remittanceId, limit);
  const wanted = taken.filter(({ cancel_requested_at: cancelled }) => cancelled === null);
  const ids = wanted.map(({ document_id: id }) => id);
  await leaveDocumentMessages(scope, ids, 'documentSent', { remittanceId });
  return taken.length;
}

function documentsThatFit(room: Room, { callsLeft, documentsLeft }: Load): number {
  return documentsLeft === 0 ? 0 : Math.floor(room.calls / (callsLeft / documentsLeft));
}

/** Null when nobody can estimate it: nothing was measured, or a person or Asaas must act first. */
function estimate(deps: Dependencies, room: Room, load: Load, hold: RemittanceHold | null): Date | null {
  if (hold && hold.until === null) return null;
  const { quota } = deps.quota;
  // Nothing is called before the hold ends, even if our own count still has room.
  const windowEndsAtMs = hold?.until?.getTime() ?? room.windowEndsAtMs;
  const pace = {
    ...load,
    room: hold ? 0 : room.calls,
    roomPerWindow: ceilingOf('register', quota),
    windowEndsAtMs,
    windowMs: quota.windowMs,
  };
  const byQuota = estimateCompletion(pace, deps.now().getTime());
  const byDays = hold?.perDay === undefined ? byQuota : estimateByDays(load, hold.perDay, windowEndsAtMs);
  return byQuota === null || byDays === null ? null : new Date(Math.max(byQuota, byDays));
}

async function complete(scope: Scope, { tenantId, remittanceId }: Step, standing: Standing): Promise<void> {
  const accountId = await completeRemittance(scope, remittanceId);
  if (!accountId) return;
  const { total, registered, rejected, uncertain, cancelled, waiting } = standing;
  const counts = { total, registered, rejected, uncertain, cancelled, waiting };
  const data = { remittanceId, accountId, counts };
  await tellErp(scope, tenantId, { type: 'remittance.completed', data });
}
