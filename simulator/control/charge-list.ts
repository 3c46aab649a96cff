import type { Router } from 'express';
import { type ExpressionBuilder, sql } from 'kysely';
import { z } from 'zod';
import { statusLabels } from '../book/charge-words.ts';
import { showCharges } from '../book/charges.ts';
import { enter } from '../book/entry.ts';
import type { Simulator } from '../simulator.ts';
import type { Schema } from '../store/schema.ts';
import { findAccount } from './find-account.ts';

const pageSize = 25;

const wanted = z.object({
  q: z.string().trim().max(100).default(''),
  status: z.enum(['open', 'paid', 'other', '']).default(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

const statuses = {
  open: ['PENDING', 'OVERDUE'],
  paid: ['CONFIRMED', 'RECEIVED', 'RECEIVED_IN_CASH'],
} as const;

/** One page of an account's charges for people: newest first, with the payer's name, narrowed by text and status. */
export function chargeListControls(router: Router, simulator: Simulator): void {
  router.get('/accounts/:id/charges', async (req, res) => {
    const account = await findAccount(simulator.store, req.params.id);
    const { q, status, page } = wanted.parse(req.query);
    const { result } = await enter(simulator, async (entry) => {
      const found = entry.tx
        .selectFrom('charges')
        .innerJoin('customers', 'customers.id', 'charges.customerId')
        .where('charges.accountId', '=', account.id)
        .$if(q !== '', (query) => query.where((row) => hasText(row, q)))
        .$if(status === 'open' || status === 'paid', (query) =>
          query
            .where('charges.status', 'in', statuses[status as keyof typeof statuses])
            .where('charges.deleted', '=', false),
        )
        .$if(status === 'other', (query) =>
          query.where((row) =>
            row.or([
              row('charges.deleted', '=', true),
              row('charges.status', 'not in', [...statuses.open, ...statuses.paid]),
            ]),
          ),
        );
      const { total } = await found
        .select((row) => row.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await found
        .selectAll('charges')
        .select(['customers.name as customerName', 'customers.cpfCnpj as customerCpfCnpj'])
        .orderBy('charges.seq', 'desc')
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .execute();
      const shown = await showCharges(entry, rows);
      return {
        total: Number(total),
        pages: Math.max(1, Math.ceil(Number(total) / pageSize)),
        charges: rows.map(({ status: is, customerName, customerCpfCnpj }, at) => ({
          ...shown[at],
          statusLabel: statusLabels[is],
          customerName,
          customerCpfCnpj,
        })),
      };
    });
    res.json(result);
  });
}

/** Whether the text stands in what a person knows of a charge. */
function hasText(
  row: ExpressionBuilder<Pick<Schema, 'charges' | 'customers'>, 'charges' | 'customers'>,
  q: string,
) {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const columns = [
    'customers.name',
    'customers.cpfCnpj',
    'charges.id',
    'charges.externalReference',
    'charges.ourNumber',
    'charges.description',
  ] as const;
  return row.or(columns.map((column) => sql<boolean>`${sql.ref(column)} ilike ${pattern}`));
}
