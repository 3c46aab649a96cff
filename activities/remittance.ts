import { sql } from 'kysely';
import { tellErp } from '../db/erp-events.ts';
import { leaveDocumentMessages } from '../db/messages.ts';
import { asTenant } from '../db/tenancy.ts';
import type { Dependencies } from './dependencies.ts';

export interface RemittanceRef {
  tenantId: string;
  remittanceId: string;
}

/** How many documents of a remittance have which outcome. */
export interface RemittanceProgress {
  total: number;
  /** Without an outcome yet, or uncertain. */
  open: number;
}

export const remittanceActivities = (deps: Dependencies) => ({
  /** Leaves a message for the next documents of the remittance. Returns how many are still to be handed over. */
  async handOverDocuments(ref: RemittanceRef & { chunk: number }): Promise<number> {
    return asTenant(deps.db, ref.tenantId, async (scope) => {
      const items = await scope
        .selectFrom('remittance_items')
        .select('document_id')
        .where('remittance_id', '=', ref.remittanceId)
        .where('handed_at', 'is', null)
        .orderBy('position')
        .limit(ref.chunk)
        .forUpdate()
        .execute();
      const handed = items.map((item) => item.document_id);
      await leaveDocumentMessages(scope, handed, 'documentSent', { remittanceId: ref.remittanceId });
      if (handed.length > 0) {
        await scope
          .updateTable('remittance_items')
          .set({ handed_at: sql`now()` })
          .where('remittance_id', '=', ref.remittanceId)
          .where('document_id', 'in', handed)
          .execute();
      }
      const { left } = await scope
        .selectFrom('remittance_items')
        .select((item) => item.fn.countAll<number>().as('left'))
        .where('remittance_id', '=', ref.remittanceId)
        .where('handed_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (Number(left) === 0) {
        await scope
          .updateTable('remittances')
          .set({ status: 'waiting' })
          .where('id', '=', ref.remittanceId)
          .where('status', '=', 'sending')
          .execute();
      }
      return Number(left);
    });
  },

  /** Counts the remittance's outcomes; once none is open, completes it and tells the ERP, once. */
  async followRemittance(ref: RemittanceRef): Promise<RemittanceProgress> {
    return asTenant(deps.db, ref.tenantId, async (scope) => {
      const counts = await scope
        .selectFrom('remittance_items')
        .select([
          sql<number>`count(*)`.as('total'),
          sql<number>`count(*) filter (where outcome = 'registered')`.as('registered'),
          sql<number>`count(*) filter (where outcome = 'rejected')`.as('rejected'),
          sql<number>`count(*) filter (where outcome = 'cancelled')`.as('cancelled'),
          sql<number>`count(*) filter (where outcome is null or outcome = 'uncertain')`.as('open'),
        ])
        .where('remittance_id', '=', ref.remittanceId)
        .executeTakeFirstOrThrow();
      if (counts.open > 0) return { total: counts.total, open: counts.open };
      const completed = await scope
        .updateTable('remittances')
        .set({ status: 'completed', completed_at: sql`now()` })
        .where('id', '=', ref.remittanceId)
        .where('status', '<>', 'completed')
        .returning('account_id')
        .executeTakeFirst();
      if (completed) {
        const { registered, rejected, cancelled, total } = counts;
        await tellErp(scope, ref.tenantId, 'remittance.completed', {
          remittanceId: ref.remittanceId,
          accountId: completed.account_id,
          counts: { total, registered, rejected, cancelled },
        });
      }
      return { total: counts.total, open: 0 };
    });
  },
});
