import { firstListPlace } from '../asaas/charge-lists.ts';
import { findAccountOrThrow } from '../db/accounts/accounts.ts';
import { closeDivergence } from '../db/divergences/divergences.ts';
import { findGroundlessDivergences } from '../db/divergences/groundless-divergences.ts';
import { hasCharges, readClock } from '../db/divergences/listed-charges.ts';
import { findUncarriedAmendments } from '../db/divergences/uncarried-amendments.ts';
import { lockDocumentOrThrow } from '../db/documents/documents.ts';
import { leaveDocumentMessages } from '../db/messages/messages.ts';
import { isAwaited, noteBegun, noteSwept } from '../db/statement/reconciliations.ts';
import { asTenant } from '../db/tenancy.ts';
import { addDays, dateInSaoPaulo } from '../domain/calendar.ts';
import type { SweepEnd, SweepPlace } from './charge-sweep.ts';
import type { AccountRef, Dependencies } from './dependencies.ts';

/** An amendment is carried within seconds, or held; after so long its message must have been lost. */
const lostAfterMs = 3_600_000;

/** Days of payments that are read once more: a payment date may be told late. */
const readAgainDays = 3;

/** While all charges of an account are younger, it is swept only when somebody asks. */
const youngMs = 3_600_000;

/** How a sweep begins and ends, in our own database. */
export const sweepBoundsActivities = (deps: Dependencies) => ({
  /**
   * Where the sweep of an account begins: at the first list, with payments from the last sweep on. Null when there is
   * nothing to compare: the account has no charges of ours, or only such that no webhook had the time to be lost, and
   * nobody asked.
   */
  async beginSweep({ tenantId, accountId }: AccountRef): Promise<SweepPlace | null> {
    return asTenant(deps.db, tenantId, async (scope) => {
      const account = await findAccountOrThrow(scope, accountId);
      const row = await noteBegun(scope, accountId);
      const startedAt = await readClock(scope);
      const before = row && isAwaited(row) ? startedAt : new Date(startedAt.getTime() - youngMs);
      if (!(await hasCharges(scope, accountId, before))) return null;
      const from = row?.swept_through ?? dateInSaoPaulo(account.created_at);
      return {
        ...firstListPlace,
        startedAt: startedAt.toISOString(),
        paidFrom: addDays(from, -readAgainDays),
        through: dateInSaoPaulo(deps.now()),
      };
    });
  },

  /**
   * Closes divergences that lost their ground, asks once more for amendments that nobody carried, and notes how far the
   * account was swept. May be repeated.
   */
  async endSweep({ tenantId, accountId, startedAt, through }: AccountRef & SweepEnd): Promise<void> {
    const inTenant = <T>(work: Parameters<typeof asTenant<T>>[2]) => asTenant(deps.db, tenantId, work);
    const since = new Date(startedAt);
    const groundless = await inTenant((scope) => findGroundlessDivergences(scope, accountId, since));
    for (const row of groundless) {
      await inTenant(async (scope) => {
        const document = await lockDocumentOrThrow(scope, row.document_id);
        await closeDivergence(scope, document, row, row.taken ?? 'vanished', 'remessa');
      });
    }
    await inTenant(async (scope) => {
      const before = new Date(since.getTime() - lostAfterMs);
      const uncarried = await findUncarriedAmendments(scope, accountId, before);
      await leaveDocumentMessages(scope, uncarried, 'documentAmended', ({ version }) => ({ version }));
      await noteSwept(scope, accountId, through);
    });
  },
});
