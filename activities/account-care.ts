import { Forbidden, NotFound, NotSent, Refused, UnknownOutcome } from '../asaas/errors.ts';
import { webhooksPerAccount, webhookUrl } from '../asaas/webhooks.ts';
import { openWebhookToken } from '../db/accounts/account-secrets.ts';
import { type AccountRow, findAccountOrThrow } from '../db/accounts/accounts.ts';
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
import { reconcileIfDue } from '../db/statement/reconciliations.ts';
import { asTenant } from '../db/tenancy.ts';
import { toSaoPauloTime } from '../domain/calendar.ts';
import { awaitsNews, documentStatuses } from '../domain/document-status.ts';
import type { AccountSignal } from '../domain/messages.ts';
import { pauseBeforeNextCheck, restsUntil } from '../domain/webhook-care.ts';
import { causes, judgeWebhook, type WebhookReading, type WebhookStatus } from '../domain/webhook-health.ts';
import { callAsaas, type OpenAccount, openAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';
import { isPublicUrlReady } from './door.ts';
import { NotNow } from './not-now.ts';

export interface AccountRef {
  tenantId: string;
  accountId: string;
}

/** How the account stands after a look at it. */
export interface CareReport {
  standing: 'watched' | 'keyRefused' | 'disabled';
  webhook: WebhookStatus;
  /** Why the webhook is not simply active, in Portuguese. */
  cause: string | null;
  /** Until the next look; null when only a message wakes the care. */
  pauseMs: number | null;
}

/** What the care of an account is given to look with. */
export interface CareVisit extends AccountRef {
  /** The messages that came since the last look. */
  heard: AccountSignal[];
}

export const accountCareActivities = (deps: Dependencies) => ({
  /**
   * Looks at the account's webhook, mends what it may, wakes the documents whose hold has ended, and asks for a
   * reconciliation when one is due. One call while all is well; none while the key stands refused, or the account is
   * disabled and nothing it collects is under way any more.
   */
  async checkAndRepairAccount({ tenantId, accountId, heard }: CareVisit): Promise<CareReport> {
    const row = await asTenant(deps.db, tenantId, (scope) => liftByAccount(scope, accountId, heard));
    if (row.disabled_at && !(await isCollecting(deps, row))) return asleep('disabled', row);
    const inHandMs = (row.webhook_set_up_until?.getTime() ?? 0) - deps.now().getTime();
    if (inHandMs > 0) return inHand(deps, row, inHandMs);
    try {
      const account = await openAccount(deps, tenantId, accountId, 'amend');
      const { webhook_status: webhook, webhook_cause: cause } = await checkAndRepair(deps, account);
      const due = { now: deps.now(), everyMs: deps.reconcileEveryMs };
      await asTenant(deps.db, tenantId, (scope) => reconcileIfDue(scope, row, due));
      return { standing: 'watched', webhook, cause, pauseMs: await pauseOf(deps, row, webhook) };
    } catch (error) {
      if (!(error instanceof NotNow)) throw error;
      if (error.hold === 'key_refused') return asleep('keyRefused', row);
      const { webhook_status: webhook, webhook_cause: cause } = row;
      return { standing: 'watched', webhook, cause, pauseMs: deps.webhookCheckMs };
    }
  },
});

/** Ends the holds that the account's own row, or a person, says are over. */
async function liftByAccount(scope: Scope, accountId: string, heard: AccountSignal[]): Promise<AccountRow> {
  const row = await findAccountOrThrow(scope, accountId);
  const isAccepted = row.key_status === 'accepted';
  if (isAccepted) await liftHolds(scope, accountId, 'key_refused');
  if (!row.disabled_at) await liftHolds(scope, accountId, 'account_disabled');
  // A key that a person saved or tried just now may be allowed more than before.
  if (isAccepted && heard.includes('keyChanged')) await liftHolds(scope, accountId, 'forbidden');
  return row;
}

/** How much more often Asaas is asked while documents wait for it to answer. */
const watchfulness = 5;

/** Looks more often while something of the account is held because Asaas does not answer. */
async function pauseOf(deps: Dependencies, row: AccountRow, webhook: WebhookStatus): Promise<number> {
  const waits = await asTenant(deps.db, row.tenant_id, (scope) =>
    isHolding(scope, row.id, 'asaas_unavailable'),
  );
  return waits ? deps.webhookCheckMs / watchfulness : pauseBeforeNextCheck(webhook, deps.webhookCheckMs);
}

/** What a disabled account sent before is still followed to its end, and so its webhook must deliver until then. */
function isCollecting(deps: Dependencies, { tenant_id, id }: AccountRow): Promise<boolean> {
  return asTenant(deps.db, tenant_id, (scope) =>
    hasDocumentsAt(scope, id, documentStatuses.filter(awaitsNews)),
  );
}

/** Somebody is setting the webhook up at Asaas this moment: two at it would make two webhooks. */
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
    // Kept, and the ERP told, before anything is mended: a death in between must not make the trouble unheard of.
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

/** Asks Asaas. What its answer means for the webhook is decided here; limits and dead keys are not. */
function ask<T>(deps: Dependencies, account: OpenAccount, call: () => Promise<T>): Promise<T> {
  return callAsaas(deps, account, call, [Forbidden, Refused, NotFound, NotSent, UnknownOutcome]);
}

/** What speaks against resuming a queue now, in words for a person; everything else may be mended at once. */
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

/** Keeps why the webhook could not be seen or mended. Throws what is no matter of the webhook. */
async function keepObstacle(deps: Dependencies, row: AccountRow, error: unknown): Promise<AccountRow> {
  if (error instanceof Forbidden) return leaveToPerson(deps, row, causes.manual);
  if (error instanceof Refused)
    return keepRefusal(deps, row, `${causes.refused} ${error.faults[0].description}`);
  const isSilence = [NotFound, NotSent, UnknownOutcome].some((kind) => error instanceof kind);
  if (!isSilence) throw error;
  const health = { status: 'unknown', cause: causes.unknown } as const;
  return asTenant(deps.db, row.tenant_id, (scope) => saveUnseenWebhook(scope, row.id, health, deps.now()));
}

/** A webhook that Asaas does not let us make is pasted by a person; one that it does not let us mend stays as it was seen. */
async function keepRefusal(deps: Dependencies, row: AccountRow, cause: string): Promise<AccountRow> {
  const seen = await asTenant(deps.db, row.tenant_id, (scope) => findAccountOrThrow(scope, row.id));
  if (seen.webhook_status === 'missing') return leaveToPerson(deps, row, cause);
  return asTenant(deps.db, row.tenant_id, (scope) => saveWebhookCause(scope, row.id, cause));
}

function leaveToPerson(deps: Dependencies, row: AccountRow, cause: string): Promise<AccountRow> {
  const health = { status: 'manual', cause } as const;
  return asTenant(deps.db, row.tenant_id, (scope) => saveUnseenWebhook(scope, row.id, health, deps.now()));
}
