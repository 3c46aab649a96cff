import type { UpdateObject } from 'kysely';
import { hasHeld } from '../../domain/webhook-care.ts';
import {
  describeArrivals,
  describeLoss,
  lostPeriod,
  noArrivals,
  type WebhookHealth,
  type WebhookStatus,
} from '../../domain/webhook-health.ts';
import type { Scope } from '../database.ts';
import { tellErp } from '../messages/erp-events.ts';
import type { Tables } from '../tables.ts';
import type { AccountRow } from './accounts.ts';

type Change = UpdateObject<Tables, 'accounts'>;

/**
 * Saves what Asaas answered about the account's webhook. The ERP is told once of an interruption, and once that it is
 * over. A queue that stops again soon after it was resumed is still the same interruption.
 */
export async function saveWebhookHealth(
  scope: Scope,
  accountId: string,
  seen: { health: WebhookHealth; now: Date },
): Promise<AccountRow> {
  const row = await lockHealth(scope, accountId);
  const { now } = seen;
  const health = await withLoss(scope, row, seen.health, now);
  const { status } = health;
  const tells = health.status === 'interrupted' && row.webhook_told_at === null;
  const holds = status === 'active' && hasHeld(resumptionsOf(row), now);
  const since = status === row.webhook_status ? row.webhook_since : now;
  const saved = await update(scope, accountId, {
    webhook_status: status,
    webhook_cause: health.cause,
    webhook_since: since,
    webhook_checked_at: now,
    ...(delivers(status) && { webhook_well_at: now }),
    ...(tells && { webhook_told_at: now }),
    ...(holds && { webhook_told_at: null, webhook_resumes: 0 }),
  });
  if (tells) {
    const data = { accountId, name: row.name, cause: health.cause, since: since.toISOString() };
    await tellErp(scope, row.tenant_id, { type: 'account.webhook_interrupted', data });
  }
  if (holds && row.webhook_told_at) {
    const data = { accountId, name: row.name, interruptedAt: row.webhook_told_at.toISOString() };
    await tellErp(scope, row.tenant_id, { type: 'account.webhook_resumed', data });
  }
  return saved;
}

/**
 * Saves that Asaas did not show the webhook. A problem that is known stays, unless only a person can set the webhook
 * up.
 */
export async function saveUnseenWebhook(
  scope: Scope,
  accountId: string,
  health: WebhookHealth & { status: 'manual' | 'unknown' },
  now: Date,
): Promise<AccountRow> {
  const row = await lockHealth(scope, accountId);
  if (health.status === 'unknown' && (isTroubled(row.webhook_status) || wasCheckedLately(row, now)))
    return row;
  return update(scope, accountId, {
    webhook_status: health.status,
    webhook_cause: health.status === 'manual' ? await withArrivals(scope, row, health) : health.cause,
    webhook_since: health.status === row.webhook_status ? row.webhook_since : now,
    ...(health.status === 'manual' && { webhook_checked_at: now }),
  });
}

/** Saves why the webhook was not repaired. */
export function saveWebhookCause(scope: Scope, accountId: string, cause: string): Promise<AccountRow> {
  return update(scope, accountId, { webhook_cause: cause });
}

/** Saves that the webhook was created, repaired or resumed, and the days whose events are lost. */
export async function saveMendedWebhook(
  scope: Scope,
  accountId: string,
  mended: { webhookId: string; from: WebhookStatus; by: 'care' | 'person'; now: Date },
): Promise<AccountRow> {
  const row = await lockHealth(scope, accountId);
  const { webhookId, from, by, now } = mended;
  const lost = await lossOf(scope, row, from, now);
  const resumes = by === 'person' ? 0 : row.webhook_resumes + (from === 'interrupted' ? 1 : 0);
  return update(scope, accountId, {
    webhook_id: webhookId,
    // A repair also gave Asaas the new token.
    webhook_token_previous_digest: null,
    webhook_status: 'active',
    webhook_cause: null,
    webhook_since: row.webhook_status === 'active' ? row.webhook_since : now,
    webhook_checked_at: now,
    webhook_well_at: now,
    webhook_resumes: resumes,
    ...(from === 'interrupted' && { webhook_resumed_at: now }),
    ...(lost && { events_lost_from: lost.from, events_lost_until: lost.until }),
  });
}

/** The earlier resumptions, as `domain/webhook-care.ts` needs them. */
export function resumptionsOf(row: AccountRow): { count: number; lastAt: Date | null } {
  return { count: row.webhook_resumes, lastAt: row.webhook_resumed_at };
}

/** A problem that was seen stays when Asaas does not answer. */
function isTroubled(status: WebhookStatus): boolean {
  return !delivers(status) && status !== 'unknown';
}

/** If Asaas answered a short time ago, one call without an answer means nothing. */
function wasCheckedLately({ webhook_checked_at }: AccountRow, now: Date): boolean {
  return webhook_checked_at !== null && now.getTime() - webhook_checked_at.getTime() < 15 * 60_000;
}

function delivers(status: WebhookStatus): boolean {
  return status === 'active' || status === 'penalized';
}

async function withLoss(
  scope: Scope,
  row: AccountRow,
  health: WebhookHealth,
  now: Date,
): Promise<WebhookHealth> {
  if (health.status !== 'interrupted') return health;
  const lost = await lossOf(scope, row, health.status, now);
  return lost ? { ...health, cause: `${health.cause} ${describeLoss(lost)}` } : health;
}

/** A webhook that never existed has lost nothing. */
async function lossOf(scope: Scope, row: AccountRow, status: WebhookStatus, now: Date) {
  if (row.webhook_id === null) return null;
  return lostPeriod(status, await lastDelivery(scope, row), now);
}

/** We cannot read a webhook that a person set up. But its events prove that it delivers. */
async function withArrivals(scope: Scope, row: AccountRow, { cause }: WebhookHealth): Promise<string> {
  const last = await lastEvent(scope, row);
  return `${cause} ${last ? describeArrivals(last) : noArrivals}`;
}

async function lastEvent(scope: Scope, row: AccountRow): Promise<Date | null> {
  const { last } = await scope
    .selectFrom('provider_events')
    .select((event) => event.fn.max<Date | null>('received_at').as('last'))
    .where('account_id', '=', row.id)
    .executeTakeFirstOrThrow();
  return last;
}

/** The last time the webhook surely delivered: seen at a check, or proved by an event. */
async function lastDelivery(scope: Scope, row: AccountRow): Promise<Date> {
  const last = await lastEvent(scope, row);
  const seen = row.webhook_well_at ?? row.created_at;
  return last && last > seen ? last : seen;
}

/** Locks the account's row against other changes. New documents may still refer to the account. */
function lockHealth(scope: Scope, accountId: string): Promise<AccountRow> {
  return scope
    .selectFrom('accounts')
    .selectAll()
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

function update(scope: Scope, accountId: string, change: Change): Promise<AccountRow> {
  return scope
    .updateTable('accounts')
    .set(change)
    .where('id', '=', accountId)
    .returningAll()
    .executeTakeFirstOrThrow();
}
