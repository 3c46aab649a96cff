import type { Router } from 'express';
import { z } from 'zod';
import { chargebackStates, takeChargeback } from '../book/chargeback.ts';
import { changeCharge, lockCharge, showCharge, showCharges } from '../book/charges.ts';
import { type Entry, enter } from '../book/entry.ts';
import { raise } from '../book/events.ts';
import { makeOverdue } from '../book/pass-day.ts';
import { pay, payOtherAmount, settle } from '../book/pay.ts';
import { denyRefund, refund } from '../book/refund.ts';
import { isDay } from '../calendar.ts';
import { invalidAction, notFound } from '../refusal.ts';
import type { Simulator } from '../simulator.ts';
import type { Charge, ChargeChange } from '../store/schema.ts';
import { readDiscount, readFine, readInterest } from '../terms.ts';

const payment = z.strictObject({
  method: z.enum(['boleto', 'pix']),
  paidOn: z.string().refine(isDay, 'is no date').optional(),
  times: z.number().int().min(1).max(10).default(1),
  slip: z.enum(['current', 'previous']).default('current'),
  /** Not what the charge asks: it comes as Pix to the account's key, and no charge expects it. */
  valueCents: z.number().int().positive().optional(),
});
const chargebackWish = z.strictObject({ state: z.enum(chargebackStates) });
const refundWish = z.strictObject({
  valueCents: z.number().int().positive().optional(),
  deny: z.boolean().default(false),
});

/** What somebody types on Asaas' own site: no rule of the API stands in the way, and `tell: false` leaves no event. */
const edit = z.strictObject({
  valueCents: z.number().int().positive().optional(),
  dueDate: z.string().refine(isDay, 'is no date').optional(),
  description: z.string().nullable().optional(),
  customerId: z.string().optional(),
  deleted: z.boolean().optional(),
  discount: z.unknown().transform(readDiscount).optional(),
  fine: z.unknown().transform(readFine).optional(),
  interest: z.unknown().transform(readInterest).optional(),
  tell: z.boolean().default(true),
});

/** What payers, banks and time do to a charge. */
export function chargeControls(router: Router, simulator: Simulator): void {
  router.post('/charges/:id/pay', async (req, res) => {
    const { method, paidOn, times, slip, valueCents } = payment.parse(req.body ?? {});
    const { result } = await enter(simulator, async (entry) => {
      const payments: Record<string, unknown>[] = [];
      for (let time = 0; time < times; time += 1) {
        const charge = await lockAnyCharge(entry, req.params.id);
        const paid =
          valueCents === undefined
            ? await pay(entry, charge, method, paidOn, slip)
            : await payOtherAmount(entry, charge, method, valueCents);
        payments.push(...(await showCharges(entry, [paid])));
      }
      return payments;
    });
    res.json({ payments: result });
  });

  const action = (path: string, act: (entry: Entry, charge: Charge, body: unknown) => Promise<Charge>) =>
    router.post(`/charges/:id/${path}`, async (req, res) => {
      const { result } = await enter(simulator, async (entry) =>
        showCharge(entry, await act(entry, await lockAnyCharge(entry, req.params.id), req.body ?? {})),
      );
      res.json(result);
    });

  action('edit', async (entry, charge, body) => {
    const { tell, discount, fine, interest, ...plain } = edit.parse(body);
    const given = Object.entries(plain).filter(([, value]) => value !== undefined);
    const changed = await changeCharge(entry, charge, {
      ...(Object.fromEntries(given) as ChargeChange),
      ...(discount && { discount: JSON.stringify(discount) }),
      ...(fine && { fine: JSON.stringify(fine) }),
      ...(interest && { interest: JSON.stringify(interest) }),
    });
    if (tell) await raise(entry, changed, 'PAYMENT_UPDATED');
    return changed;
  });
  action('settle', (entry, charge) => settle(entry, charge));
  action('overdue', async (entry, charge) => {
    if (charge.status !== 'PENDING') throw invalidAction('Somente cobranças pendentes podem vencer.');
    return makeOverdue(entry, charge);
  });
  action('refund', async (entry, charge, body) => {
    const { valueCents, deny } = refundWish.parse(body);
    return deny ? denyRefund(entry, charge) : refund(entry, charge, valueCents);
  });
  action('chargeback', (entry, charge, body) =>
    takeChargeback(entry, charge, chargebackWish.parse(body).state),
  );
}

/** The charge of whatever account it is. */
async function lockAnyCharge(entry: Entry, id: string): Promise<Charge> {
  const owner = await entry.tx
    .selectFrom('charges')
    .select('accountId')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!owner) throw notFound();
  return lockCharge(entry, owner.accountId, id);
}
