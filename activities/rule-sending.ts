import type { AccountRow } from '../db/accounts/accounts.ts';
import { sendByRules } from '../db/sending-rules/send-by-rules.ts';
import { asTenant } from '../db/tenancy.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Sends the documents of an account that a rule fits and that were not sent as they were entered: their day has come, the
 * rule is newer, or the account could not be used then. One transaction for each ten thousand.
 */
export async function sendWhatRulesFit(deps: Dependencies, account: AccountRow): Promise<void> {
  const { tenant_id: tenantId, id: accountId } = account;
  const today = dateInSaoPaulo(deps.now());
  let after: Parameters<typeof sendByRules>[1]['after'];
  do {
    const { next } = await asTenant(deps.db, tenantId, (scope) =>
      sendByRules(scope, { tenantId, today, accountId, after }),
    );
    after = next ?? undefined;
  } while (after);
}
