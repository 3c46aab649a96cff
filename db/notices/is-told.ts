import { type RawBuilder, sql } from 'kysely';
import { policyKey } from '../../domain/notices.ts';
import type { AccountRow } from '../accounts/accounts.ts';

/**
 * Whether Asaas was told about a customer as is wanted: whether it gets notices (`notify`), and if so, which ones, where
 * the account chose them.
 */
export function isTold(
  { notices }: Pick<AccountRow, 'notices'>,
  notify: RawBuilder<boolean>,
): RawBuilder<boolean> {
  const told = sql<boolean>`customers.notify_payers is not distinct from ${notify}`;
  if (!notices) return told;
  return sql<boolean>`(${told} and (not ${notify} or customers.told_notices is not distinct from ${policyKey(notices)}))`;
}
