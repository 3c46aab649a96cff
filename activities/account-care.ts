import { Forbidden, NotFound, NotSent, Refused, UnknownOutcome } from '../asaas/errors.ts';
import { webhooksPerAccount, webhookUrl } from '../asaas/webhooks.ts';
import { openWebhookToken } from '../db/accounts/account-secrets.ts';
import { type AccountRow, findAccountOrThrow } from '../db/accounts/accounts.ts';
import { dailyLimitOf } from '../db/accounts/daily-limit.ts';
import {
  resumptionsOf,
  saveMendedWebhook,
  saveUnseenWebhook,
  saveWebhookCause,
  saveWebhookHealth,
} from '../db/accounts/webhook-health.ts';
import type { Scope } from '../db/database.ts';
import { hasDocumentsAt } from '../db/documents/documents.ts';
import { isHolding, liftHolds } from '../db/documents/holds.ts';
import { applyNoticesIfUntold } from '../db/notices/account-notices.ts';
import { reconcileIfDue, reconcileNow } from '../db/statement/reconciliations.ts';
import { asTenant } from '../db/tenancy.ts';
import { toSaoPauloTime } from '../domain/calendar.ts';
import { awaitsNews, documentStatuses } from '../domain/document-status.ts';
import type { AccountSignal } from '../domain/messages.ts';
import { pauseBeforeNextCheck, restsUntil } from '../domain/webhook-care.ts';
import { causes, judgeWebhook, type WebhookReading, type WebhookStatus } from '../domain/webhook-health.ts';
import { callAsaas, type OpenAccount, openAccount } from './account.ts';
import type { AccountRef, Dependencies } from './dependencies.ts';
import { isPublicUrlReady } from './door.ts';
import { tryEnabledKey } from './enabled-key.ts';
import { NotNow } from './not-now.ts';
import { sendWhatRulesFit } from './rule-sending.ts';

/** The state of the account after a check. */
export interface CareReport {
  standing: 'watched' | 'keyRefused' | 'disabled';
  webhook: WebhookStatus;
  /** Why the webhook is not active, in Portuguese. Null when it is active. */
  cause: string | null;
  /** Time until the next check. Null when only a message starts the next check. */
  pauseMs: number | null;
}

/** The argument of a check. */
export interface CareVisit extends AccountRef {
  /** The messages that came since the last check. */
  heard: AccountSignal[];
}

export const accountCareActivities = (deps: Dependencies) => ({
  /**
   * Checks the account's webhook, repairs what it may, wakes the documents whose hold has ended, sends what the rules of
   * its company fit by now, and asks for a reconciliation when one is due or news may have been lost. One call to Asaas while the webhook is active. No call while
   * Asaas refuses the key, and none while the account is disabled and no document of it is under way.
   */
  async checkAndRepairAccount({ tenantId, accountId, heard }: CareVisit): Promise<CareReport> {
    if (heard.includes('keyEnabled')) {
      const found = await asTenant(deps.db, tenantId, (scope) => findAccountOrThrow(scope, accountId));
      await tryEnabledKey(deps, found);
    }
    const row = await asTenant(deps.db, tenantId, (scope) =>
      liftByAccount(scope, { accountId, heard, now: deps.now() }),
    );
    if (row.disabled_at && !(await isCollecting(deps, row))) return asleep('disabled', row);
    const inHandMs = (row.webhook_set_up_until?.getTime() ?? 0) - deps.now().getTime();
    if (inHandMs > 0) return inHand(deps, row, inHandMs);
    try {
      const account = await openAccount(deps, tenantId, accountId, 'amend');
      const checked = await checkAndRepair(deps, account);
      const { webhook_status: webhook, webhook_cause: cause } = checked;
      if (!row.disabled_at) await sendWhatRulesFit(deps, row);
      await reconcile(deps, row, isBack(heard, row, checked));
      return { standing: 'watched', webhook, cause, pauseMs: await pauseOf(deps, row, webhook) };
    } catch (error) {
      if (!(error instanceof NotNow)) throw error;
      if (error.hold === 'key_refused') return asleep('keyRefused', row);
      const { webhook_status: webhook, webhook_cause: cause } = row;
      return { standing: 'watched', webhook, cause, pauseMs: deps.webhookCheckMs };
    }
  },
});

/** Ends the holds that are over according to the account's row or to a person. */
async function liftByAccount(
  scope: Scope,
  { accountId, heard, now }: { accountId: string; heard: AccountSignal[]; now: Date },
): Promise<AccountRow> {
  const row = await findAccountOrThrow(scope, accountId);
  const isAccepted = row.key_status === 'accepted';
  if (isAccepted) await liftHolds(scope, accountId, 'key_refused');
  if (!row.disabled_at) await liftHolds(scope, accountId, 'account_disabled');
  if (!dailyLimitOf(row, now)) await liftHolds(scope, accountId, 'daily_limit');
  // A person saved or tried the key just now: it may have more permissions than before.
  if (isAccepted && heard.includes('keyChanged')) await liftHolds(scope, accountId, 'forbidden');
  return row;
}

const silent: ReadonlySet<WebhookStatus> = new Set<WebhookStatus>(['interrupted', 'disabled', 'missing']);

/** Whether news may have been lost, or was kept back, until now. */
function isBack(heard: readonly AccountSignal[], before: AccountRow, now: AccountRow): boolean {
  const hasLost = now.events_lost_until !== before.events_lost_until;
  const delivers = silent.has(before.webhook_status) && now.webhook_status === 'active';
  return heard.includes('accountEnabled') || hasLost || delivers;
}

/** Asks for a reconciliation when its day has come, or at once. */
async function reconcile(deps: Dependencies, row: AccountRow, atOnce: boolean): Promise<void> {
  const due = { now: deps.now(), everyMs: deps.reconcileEveryMs };
  await asTenant(deps.db, row.tenant_id, async (scope) => {
    if (atOnce) await reconcileNow(scope, row);
    else if (await reconcileIfDue(scope, row, due)) await applyNoticesIfUntold(scope, row);
  });
}

/** Checks are this many times as frequent while documents wait until Asaas answers. */
const watchfulness = 5;

/** The pause is shorter while a document of the account is held because Asaas does not answer. */
async function pauseOf(deps: Dependencies, row: AccountRow, webhook: WebhookStatus): Promise<number> {
  const waits = await asTenant(deps.db, row.tenant_id, (scope) =>
    isHolding(scope, row.id, 'asaas_unavailable'),
  );
  return waits ? deps.webhookCheckMs / watchfulness : pauseBeforeNextCheck(webhook, deps.webhookCheckMs);
}

/** Documents that a disabled account sent before are followed to their end. Until then its webhook must deliver. */
function isCollecting(deps: Dependencies, { tenant_id, id }: AccountRow): Promise<boolean> {
  return asTenant(deps.db, tenant_id, (scope) =>
    hasDocumentsAt(scope, id, documentStatuses.filter(awaitsNews)),
  );
}

/** The API is setting up the webhook at Asaas now. A second set-up at the same time would create two webhooks. */
function inHand(deps: Dependencies, row: AccountRow, forMs: number): CareReport {
  const { webhook_status: webhook, webhook_cause: cause } = row;
  return { standing: 'watched', webhook, cause, pauseMs: Math.min(forMs, deps.webhookCheckMs) };
}

function asleep(standing: 'disabled' | 'keyRefused', row: AccountRow): CareReport {
  return { standing, webhook: row.webhook_status, cause: row.webhook_cause, pauseMs: null };
}

async function checkAndRepair(deps: Dependencies, account: OpenAccount): Promise<AccountRow> {
  const { row } = account;
  const save = <T>(work: (scope: Scope) => Promise<T>) => asTenant(deps.db, row.tenant_id, work);
  try {
    const { ours, surplus, total } = await ask(deps, account, () => {
      const known = { webhookId: row.webhook_id, url: webhookUrl(deps.publicUrl, row.webhook_endpoint) };
      return deps.asaas.webhooks.read(account.connection, known);
    });
    const patienceMs = deps.webhookCheckMs / watchfulness;
    await save((scope) => liftHolds(scope, row.id, 'asaas_unavailable', patienceMs));
    if (!ours && total >= webhooksPerAccount) return await leaveToPerson(deps, row, causes.tooMany);
    for (const webhookId of surplus)
      await ask(deps, account, () => deps.asaas.webhooks.remove(account.connection, webhookId));
    const health = judgeWebhook(ours);
    // Saved, and told to the ERP, before the repair: if the worker dies between, the ERP still knows of the problem.
    const kept = await save((scope) => saveWebhookHealth(scope, row.id, { health, now: deps.now() }));
    if (health.status === 'active' || health.status === 'penalized') return kept;
    const obstacle = await obstacleTo(deps, kept, ours);
    if (obstacle)
      return save((scope) => saveWebhookCause(scope, row.id, `${kept.webhook_cause} ${obstacle}`));
    const webhookId = await mend(deps, account, ours);
    const mended = { webhookId, from: health.status, by: 'care', now: deps.now() } as const;
    return await save((scope) => saveMendedWebhook(scope, row.id, mended));
  } catch (error) {
    return keepObstacle(deps, row, error);
  }
}

/**
 * Calls Asaas. This file decides what these errors mean for the webhook. A used-up quota and a refused key become
 * `NotNow`.
 */
function ask<T>(deps: Dependencies, account: OpenAccount, call: () => Promise<T>): Promise<T> {
  return callAsaas(deps, account, call, [Forbidden, Refused, NotFound, NotSent, UnknownOutcome]);
}

/** Why an interrupted queue must not be resumed now, in Portuguese. Everything else may be repaired at once. */
async function obstacleTo(
  deps: Dependencies,
  row: AccountRow,
  ours: WebhookReading | null,
): Promise<string | null> {
  if (!ours?.interrupted) return null;
  const until = restsUntil(resumptionsOf(row), deps.now());
  if (until) {
    return `Retomada ${row.webhook_resumes} vezes, a fila não se manteve: veja por que as entregas falham e retome o webhook. Nova tentativa automática às ${toSaoPauloTime(until)}.`;
  }
  if (await isPublicUrlReady(deps.publicUrl)) return null;
  return `O nosso endereço ${deps.publicUrl} não responde; a fila será retomada quando ele responder.`;
}

async function mend(deps: Dependencies, account: OpenAccount, ours: WebhookReading | null): Promise<string> {
  const { row, connection } = account;
  const token = openWebhookToken(deps.sealer, row);
  const wish = { url: webhookUrl(deps.publicUrl, row.webhook_endpoint), token };
  const { webhooks } = deps.asaas;
  deps.logger.warn(
    { accountId: row.id, tenantId: row.tenant_id, webhook: ours },
    'Mending a webhook at Asaas',
  );
  if (!ours) return ask(deps, account, () => webhooks.create(connection, wish));
  await ask(deps, account, () => webhooks.repair(connection, ours.webhookId, wish));
  return ours.webhookId;
}

/** Saves why the webhook could not be read or repaired. Throws every error that does not concern the webhook. */
async function keepObstacle(deps: Dependencies, row: AccountRow, error: unknown): Promise<AccountRow> {
  if (error instanceof Forbidden) return leaveToPerson(deps, row, causes.manual);
  if (error instanceof Refused)
    return keepRefusal(deps, row, `${causes.refused} ${error.faults[0].description}`);
  const isSilence = [NotFound, NotSent, UnknownOutcome].some((kind) => error instanceof kind);
  if (!isSilence) throw error;
  const health = { status: 'unknown', cause: causes.unknown } as const;
  return asTenant(deps.db, row.tenant_id, (scope) => saveUnseenWebhook(scope, row.id, health, deps.now()));
}

/**
 * When Asaas refuses to create the webhook, a person must set it up. When Asaas refuses to repair it, its status stays
 * as it was read.
 */
async function keepRefusal(deps: Dependencies, row: AccountRow, cause: string): Promise<AccountRow> {
  const seen = await asTenant(deps.db, row.tenant_id, (scope) => findAccountOrThrow(scope, row.id));
  if (seen.webhook_status === 'missing') return leaveToPerson(deps, row, cause);
  return asTenant(deps.db, row.tenant_id, (scope) => saveWebhookCause(scope, row.id, cause));
}

function leaveToPerson(deps: Dependencies, row: AccountRow, cause: string): Promise<AccountRow> {
  const health = { status: 'manual', cause } as const;
  return asTenant(deps.db, row.tenant_id, (scope) => saveUnseenWebhook(scope, row.id, health, deps.now()));
}
