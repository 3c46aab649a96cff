import { findAccountOrThrow } from '../db/accounts/accounts.ts';
import type { Room } from '../db/accounts/request-quota.ts';
import type { Scope } from '../db/database.ts';
import { tellErp } from '../db/messages/erp-events.ts';
import { leaveDocumentMessages } from '../db/messages/messages.ts';
import {
  completeRemittance,
  findLoad,
  findStanding,
  type Hold,
  type Load,
  noteForecast,
  type Standing,
  takeNextDocuments,
} from '../db/remittances/remittance-progress.ts';
import { findRemittanceOrThrow } from '../db/remittances/remittances.ts';
import { asTenant } from '../db/tenancy.ts';
import { estimateCompletion } from '../domain/completion-estimate.ts';
import type { RemittanceProgress } from '../domain/remittance-pace.ts';
import { ceilingOf } from '../domain/request-quota.ts';
import type { Dependencies } from './dependencies.ts';

export interface RemittanceRef {
  tenantId: string;
  remittanceId: string;
}

export interface RemittanceStep extends RemittanceRef {
  /** Documents per second as last measured: during a hold nothing can be measured, and its end can be told all the same. */
  lastSpeed: number;
}

/**
 * Documents of one remittance that are between hand-over and outcome at a time: enough to keep Asaas busy, few enough
 * that a stop (a quota used up, a refused key) finds only these waiting, and that nobody queues behind ten thousand.
 */
const window = 200;

export const remittanceActivities = (deps: Dependencies) => ({
  /**
   * One step of a remittance: hands over what may go now, counts what came back, foresees the end. Once every
   * document has its outcome it completes the remittance and tells the ERP, once. May be repeated.
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
  const hold = before.waiting > 0 ? await findHold(deps, scope, step, before, load) : null;
  if (!hold) await handOver(scope, step, before, load);
  const standing = await findStanding(scope, step.remittanceId);
  const open = standing.waiting + standing.underWay + standing.uncertain;
  if (open === 0) await complete(scope, step, standing);
  else {
    // Nobody can foresee when a person will act.
    const eta = hold && hold.until === null ? null : estimate(deps, step.room, load);
    await noteForecast(scope, step.remittanceId, { allHandedOver: standing.waiting === 0, eta, hold });
  }
  const { total, waiting, underWay } = standing;
  const { documentsPerSecond } = load;
  return {
    ...{ total, open, waiting, underWay, documentsPerSecond },
    hold: hold && { cause: hold.cause, untilMs: hold.until?.getTime() ?? null },
  };
}

/** A person can hold everything by the account; a quota holds what it has no room for, those under way counted first. */
async function findHold(
  deps: Dependencies,
  scope: Scope,
  { accountId, room }: Step,
  standing: Standing,
  load: Load,
): Promise<Hold | null> {
  const account = await findAccountOrThrow(scope, accountId);
  if (account.disabled_at) return { cause: 'account_disabled', until: null };
  if (account.key_status === 'refused') return { cause: 'key_refused', until: null };
  if (documentsThatFit(room, load) > standing.underWay) return null;
  const until = new Date(Math.max(room.windowEndsAtMs, deps.now().getTime() + 1_000));
  return { cause: 'quota', until };
}

async function handOver(scope: Scope, step: Step, standing: Standing, load: Load): Promise<void> {
  const limit = Math.min(window, documentsThatFit(step.room, load)) - standing.underWay;
  if (limit <= 0) return;
  const { remittanceId } = step;
  const taken = await takeNextDocuments(scope, remittanceId, limit);
  await leaveDocumentMessages(scope, taken, 'documentSent', { remittanceId });
}

function documentsThatFit(room: Room, { callsLeft, documentsLeft }: Load): number {
  return documentsLeft === 0 ? 0 : Math.floor(room.calls / (callsLeft / documentsLeft));
}

function estimate(deps: Dependencies, room: Room, load: Load): Date | null {
  const { quota } = deps.quota;
  const pace = {
    ...load,
    room: room.calls,
    roomPerWindow: ceilingOf('register', quota),
    windowEndsAtMs: room.windowEndsAtMs,
    windowMs: quota.windowMs,
  };
  const etaMs = estimateCompletion(pace, deps.now().getTime());
  return etaMs === null ? null : new Date(etaMs);
}

async function complete(scope: Scope, { tenantId, remittanceId }: Step, standing: Standing): Promise<void> {
  const accountId = await completeRemittance(scope, remittanceId);
  if (!accountId) return;
  const { total, registered, rejected, cancelled } = standing;
  const counts = { total, registered, rejected, cancelled };
  await tellErp(scope, tenantId, 'remittance.completed', { remittanceId, accountId, counts });
}
