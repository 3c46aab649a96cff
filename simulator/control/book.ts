import type { Router } from 'express';
import { z } from 'zod';
import { showCharges } from '../book/charges.ts';
import { customerObject } from '../book/customers.ts';
import { type Entry, enter } from '../book/entry.ts';
import { refused } from '../refusal.ts';
import type { Simulator } from '../simulator.ts';
import type { Charge } from '../store/schema.ts';
import { accountObject } from './accounts.ts';
import { accountInQuery, findAccount } from './find-account.ts';
import { webhookLog } from './webhook-log.ts';

const resetWish = z.strictObject({ account: z.string().optional() });

/** The book that tests judge by: everything of one account, read in one transaction, without pages. */
export function bookControls(router: Router, simulator: Simulator): void {
  const { store, clock } = simulator;

  router.get('/book', async (req, res) => {
    if (!req.query.account) throw refused('account', 'say whose book: ?account={id}');
    const account = await findAccount(store, String(req.query.account));
    const { result } = await enter(simulator, async (entry) => {
      const charges = await bookedCharges(entry, account.id);
      const calls = await callCounts(entry, account.id);
      return {
        now: clock.now().toISOString(),
        account: accountObject(account),
        charges,
        customers: await bookedCustomers(entry, account.id),
        totals: totals(charges),
        calls: Object.fromEntries(Object.entries(calls).map(([endpoint, { total }]) => [endpoint, total])),
        callsByStatus: calls,
        webhooks: await webhookLog(entry, account.id),
      };
    });
    res.json(result);
  });

  router.post('/book/reset-calls', async (req, res) => {
    const accountId = await accountInQuery(store, resetWish.parse(req.body ?? {}).account);
    await store
      .deleteFrom('calls')
      .$if(accountId !== undefined, (query) => query.where('accountId', '=', accountId ?? ''))
      .execute();
    res.json({ calls: {} });
  });
}

interface Receipt {
  at: Date;
  method: string;
  valueCents: number;
  feeCents: number;
}

type BookedCharge = Record<string, unknown> & {
  live: boolean;
  automatic: boolean;
  history: { at: Date; event: string }[];
  receipts: Receipt[];
  refundedCents: number;
};

async function bookedCharges(entry: Entry, accountId: string): Promise<BookedCharge[]> {
  const { tx } = entry;
  const charges: Charge[] = await tx
    .selectFrom('charges')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('seq')
    .execute();
  const history = await tx
    .selectFrom('history')
    .innerJoin('charges', 'charges.id', 'history.chargeId')
    .select(['history.chargeId', 'history.at', 'history.event'])
    .where('charges.accountId', '=', accountId)
    .orderBy('history.seq')
    .execute();
  const receipts = await tx
    .selectFrom('receipts')
    .innerJoin('charges', 'charges.id', 'receipts.chargeId')
    .select(['receipts.chargeId', 'receipts.at', 'method', 'receipts.valueCents', 'receipts.feeCents'])
    .where('charges.accountId', '=', accountId)
    .orderBy('receipts.seq')
    .execute();
  const refunds = await tx
    .selectFrom('refunds')
    .innerJoin('charges', 'charges.id', 'refunds.chargeId')
    .select(['refunds.chargeId', 'refunds.valueCents'])
    .where('charges.accountId', '=', accountId)
    .where('refunds.status', '=', 'DONE')
    .execute();
  const historyOf = groupByCharge(history);
  const receiptsOf = groupByCharge(receipts);
  const refundsOf = groupByCharge(refunds);
  const shown = await showCharges(entry, charges);
  return charges.map((charge, index) => ({
    // One object is shown for each charge, in the same order.
    ...shown[index]!,
    live: !charge.deleted && charge.status !== 'REFUNDED',
    automatic: charge.automatic,
    history: historyOf(charge.id).map(({ at, event }) => ({ at, event })),
    receipts: receiptsOf(charge.id).map(({ chargeId: _, ...receipt }) => receipt),
    refundedCents: sum(refundsOf(charge.id), ({ valueCents }) => valueCents),
  }));
}

async function bookedCustomers({ tx }: Entry, accountId: string): Promise<Record<string, unknown>[]> {
  const customers = await tx
    .selectFrom('customers')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('seq')
    .execute();
  return customers.map(customerObject);
}

/** Cash moves no money at Asaas, so it stands apart from what was received. */
function totals(charges: BookedCharge[]): Record<string, number> {
  const receipts = charges.flatMap((charge) => charge.receipts);
  const money = receipts.filter(({ method }) => method === 'boleto' || method === 'pix');
  const receivedCents = sum(money, ({ valueCents }) => valueCents);
  const feesCents = sum(money, ({ feeCents }) => feeCents);
  const cash = receipts.filter(({ method }) => method === 'cash' || method === 'cash-undone');
  return {
    chargesLive: charges.filter(({ live }) => live).length,
    receivedCents,
    feesCents,
    netCents: receivedCents - feesCents,
    cashCents: sum(cash, ({ valueCents }) => valueCents),
    refundedCents: sum(charges, (charge) => charge.refundedCents),
  };
}

type CallCount = Record<'total' | 'ok' | 'refused' | 'failed', number>;

async function callCounts({ tx }: Entry, accountId: string): Promise<Record<string, CallCount>> {
  const rows = await tx
    .selectFrom('calls')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('endpoint')
    .execute();
  const counts: Record<string, CallCount> = {};
  for (const { endpoint, outcome, count } of rows) {
    counts[endpoint] ??= { total: 0, ok: 0, refused: 0, failed: 0 };
    counts[endpoint].total += count;
    counts[endpoint][outcome] = count;
  }
  return counts;
}

function groupByCharge<Row extends { chargeId: string }>(rows: Row[]): (chargeId: string) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.chargeId);
    if (group) group.push(row);
    else groups.set(row.chargeId, [row]);
  }
  return (chargeId) => groups.get(chargeId) ?? [];
}

function sum<Item>(items: Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
