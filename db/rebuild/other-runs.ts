import type { Scope } from '../database.ts';
import { leaveEndpointMessage } from '../erp-delivery/endpoint-messages.ts';
import { leaveAccountMessage, leaveRemittanceMessage, leaveReturnMessage } from '../messages/messages.ts';
import { resumeNotices } from '../notices/account-notices.ts';
import { reconcileNow } from '../statement/reconciliations.ts';

/**
 * Asks for every other run of a company. The reconciliation of each account in use finds what was lost before the
 * period whose messages are told again. Returns how many messages were left.
 */
export async function askForOtherRuns(scope: Scope): Promise<number> {
  const remittances = await scope
    .selectFrom('remittances')
    .select('id')
    .where('status', '<>', 'completed')
    .orderBy('id')
    .execute();
  for (const { id } of remittances) await leaveRemittanceMessage(scope, id, 'remittanceSent');
  const returns = await askForReturns(scope);
  const accounts = await scope.selectFrom('accounts').selectAll().orderBy('id').execute();
  const inUse = accounts.filter((account) => account.disabled_at === null);
  for (const { id } of accounts) await leaveAccountMessage(scope, id, 'accountAdded');
  for (const account of inUse) await reconcileNow(scope, account);
  let notices = 0;
  for (const account of inUse) notices += (await resumeNotices(scope, account)) ? 1 : 0;
  const endpoints = await scope
    .selectFrom('webhook_endpoints')
    .select('id')
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
  for (const { id } of endpoints) await leaveEndpointMessage(scope, id, 'endpointChanged');
  return remittances.length + returns + accounts.length + inUse.length + notices + endpoints.length;
}

/** The returns that are being read, or whose rows are being settled. */
async function askForReturns(scope: Scope): Promise<number> {
  const returns = await scope
    .selectFrom('settlement_returns')
    .select(['id', 'status'])
    .where('status', 'in', ['loading', 'processing'])
    .orderBy('id')
    .execute();
  for (const { id, status } of returns) {
    await leaveReturnMessage(scope, id, status === 'loading' ? 'returnRequested' : 'processingRequested');
  }
  return returns.length;
}
