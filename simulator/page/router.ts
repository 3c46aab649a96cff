import { readFile } from 'node:fs/promises';
import { type RequestHandler, Router } from 'express';
import { boletoLine } from '../boleto-line.ts';
import { enter } from '../book/entry.ts';
import { dayOf } from '../calendar.ts';
import { pixImage, pixPayload } from '../pix-payload.ts';
import type { Simulator } from '../simulator.ts';
import type { Account, Charge, Customer } from '../store/schema.ts';
import { invoicePage, slipPage } from './invoice.ts';

/** The pages for people: the desk at `/`, and what the addresses of a charge open. */
export function pageRouter(simulator: Simulator): Router {
  const router = Router();
  router.get('/', sendFile('desk.html', 'html'));
  for (const part of deskParts) router.get(`/${part}`, sendFile(part, 'js'));
  router.get('/desk.css', sendFile('desk.css', 'css'));

  router.get('/i/:slug', async (req, res) => {
    const found = await findInvoice(simulator, req.params.slug);
    if (!found) return void res.status(404).type('text').send('Cobrança não encontrada.');
    const payload = pixPayload({
      chargeId: found.charge.id,
      revision: found.charge.pixRevision,
      amountCents: found.charge.valueCents,
      merchantName: found.account.name,
    });
    const { charge } = found;
    const isPayable = !charge.deleted && (charge.status === 'PENDING' || charge.status === 'OVERDUE');
    const pix = isPayable ? { payload, image: await pixImage(payload) } : undefined;
    res.type('html').send(invoicePage({ ...found, pix }));
  });

  router.get('/b/pdf/:slug', async (req, res) => {
    const found = await findInvoice(simulator, req.params.slug);
    const { ourNumber } = found?.charge ?? {};
    if (!found || !ourNumber) return void res.status(404).type('text').send('Boleto não encontrado.');
    const { dueDate, valueCents } = found.charge;
    const line = boletoLine({ dueDate, amountCents: valueCents, ourNumber });
    const issuedOn = dayOf(found.charge.createdAt);
    res.type('html').send(slipPage({ ...found, ...line, ourNumber, issuedOn }));
  });
  return router;
}

/** The scripts of the desk, one idea each. */
const deskParts = ['desk.js', 'desk-accounts.js', 'desk-charges.js', 'desk-control.js', 'desk-faults.js'];

function sendFile(name: string, type: string): RequestHandler {
  return async (_req, res) => {
    res.type(type).send(await readFile(new URL(name, import.meta.url), 'utf8'));
  };
}

async function findInvoice(
  simulator: Simulator,
  slug: string,
): Promise<{ charge: Charge; customer: Customer; account: Account } | undefined> {
  const { result } = await enter(simulator, async ({ tx }) => {
    const charge = await tx
      .selectFrom('charges')
      .selectAll()
      .where('id', '=', `pay_${slug}`)
      .executeTakeFirst();
    if (!charge) return undefined;
    const customer = await tx
      .selectFrom('customers')
      .selectAll()
      .where('id', '=', charge.customerId)
      .executeTakeFirstOrThrow();
    const account = await tx
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', charge.accountId)
      .executeTakeFirstOrThrow();
    return { charge, customer, account };
  });
  return result;
}
