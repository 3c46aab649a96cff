import type { AccountRow } from '../../db/accounts/accounts.ts';
import { keepChange } from '../../db/audit/keep-audit.ts';
import type { Scope } from '../../db/database.ts';
import { configurationOf } from './account-answer.ts';

/** Keeps in the audit what a person changed of an account. */
export function keepChangedAccount(
  scope: Scope,
  actor: string,
  before: AccountRow,
  after: AccountRow,
): Promise<void> {
  const audited = {
    tenantId: after.tenant_id,
    actor,
    action: 'account.changed',
    resourceId: after.id,
  } as const;
  return keepChange(scope, audited, configurationOf(before), configurationOf(after));
}
