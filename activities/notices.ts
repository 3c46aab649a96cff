import { NotFound, Refused } from '../asaas/errors.ts';
import { findAccountOrThrow } from '../db/accounts/accounts.ts';
import { countTold, lockNotices, noteApplied } from '../db/notices/account-notices.ts';
import { findNextUntold, noteTold, type UntoldPayer } from '../db/notices/untold-payers.ts';
import type { ToldKinds } from '../db/payers/customers.ts';
import { asTenant } from '../db/tenancy.ts';
import { callAsaas, inTenantOf, type OpenAccount, openAccountWithin } from './account.ts';
import { notifies, updateCustomer } from './customer.ts';
import type { AccountRef, Dependencies } from './dependencies.ts';
import { knowsKinds, tellKinds } from './notice-kinds.ts';

/** A step ends at the first of these limits, so that it ends well before its time-out. */
const payersPerStep = 200;
const stepMs = 30_000;

/** How far a pass over the payers has come: the last payer it did, and the change that it applies. */
export interface NoticesPlace {
  after: string | null;
  /** In epoch milliseconds. Null: nobody changed the notices, but some payers were not told of. */
  changedAtMs: number | null;
}

/** Where the next step begins (null: nobody is left), and how far the account is. */
export interface NoticesStep {
  place: NoticesPlace | null;
  payers: number;
  told: number;
}

export const noticesActivities = (deps: Dependencies) => ({
  /**
   * Tells Asaas whether it notifies some payers of an account and of what, as is wanted now, in the order of the payers'
   * ids from `place` on. One call for the kinds (two while a payer's ids are unknown) and one for the switch, each only
   * where Asaas was told otherwise, and none for the others. A newer change begins again with the first payer, in the
   * same step. May be repeated. A disabled account is left alone.
   */
  async applyNotices({ place, ...ref }: AccountRef & { place: NoticesPlace | null }): Promise<NoticesStep> {
    const until = performance.now() + stepMs;
    let at = place;
    for (let payers = 0; payers < payersPerStep && performance.now() < until; payers++) {
      const next = await findNext(deps, ref, at);
      if (!next) return { place: null, ...(await progressOf(deps, ref)) };
      const { account, untold, changedAtMs, after } = next;
      const isDone = await tell(deps, account, untold);
      // A payer of whom a document told at the same time is told of again.
      at = { changedAtMs, after: isDone ? untold.payer.id : after };
    }
    return { place: at, ...(await progressOf(deps, ref)) };
  },
});

/** The account as it is now and the next payer to be told of. Null, and noted, when nobody is left. */
function findNext(deps: Dependencies, { tenantId, accountId }: AccountRef, place: NoticesPlace | null) {
  return asTenant(deps.db, tenantId, async (scope) => {
    const row = await lockNotices(scope, accountId);
    const changedAtMs = row?.changed_at?.getTime() ?? null;
    const after = place?.changedAtMs === changedAtMs ? place.after : null;
    const account = await openAccountWithin(deps, scope, accountId, 'notices');
    if (account.row.disabled_at) return null;
    const untold = await findNextUntold(scope, account.row, after);
    if (untold) return { account, untold, changedAtMs, after };
    await noteApplied(scope, accountId);
    return null;
  });
}

/**
 * Whether this payer is done with. What Asaas does not take is passed over: the payer's next document meets it, and says
 * so to a person. The kinds go before the switch, so that nothing goes out that nobody wants.
 */
async function tell(deps: Dependencies, account: OpenAccount, untold: UntoldPayer): Promise<boolean> {
  const { payer, customerId, before } = untold;
  const notify = notifies(account, payer);
  let version = before.synced_version;
  let kinds: ToldKinds | null = null;
  try {
    if (notify && !knowsKinds(account, before)) {
      const ask = () => tellKinds(deps, account, customerId, before.notice_ids);
      kinds = await callAsaas(deps, account, ask, [Refused, NotFound]);
    }
    if (before.notify_payers !== notify) {
      await updateCustomer(deps, account, payer, customerId);
      version = payer.version;
    }
  } catch (error) {
    if (error instanceof Refused || error instanceof NotFound) return true;
    throw error;
  }
  return inTenantOf(deps, account, (scope) =>
    noteTold(scope, account.row.id, untold, { notify, version, kinds }),
  );
}

function progressOf(deps: Dependencies, { tenantId, accountId }: AccountRef) {
  return asTenant(deps.db, tenantId, async (scope) =>
    countTold(scope, await findAccountOrThrow(scope, accountId)),
  );
}
