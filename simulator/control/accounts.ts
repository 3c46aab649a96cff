import type { Router } from 'express';
import { z } from 'zod';
import { addKey, openAccount, revokeKeys } from '../book/accounts.ts';
import { receiveUnknown } from '../book/automatic-charge.ts';
import { showCharge } from '../book/charges.ts';
import { enter } from '../book/entry.ts';
import { keyEvents, raiseOfKey } from '../book/key-events.ts';
import type { Simulator } from '../simulator.ts';
import type { Account } from '../store/schema.ts';
import { isTaxId, normalizeTaxId } from '../tax-id.ts';
import { findAccount } from './find-account.ts';

const newAccount = z.strictObject({
  name: z.string().min(1).optional(),
  cpfCnpj: z.string().transform(normalizeTaxId).refine(isTaxId, 'is no valid CPF or CNPJ').optional(),
  environment: z.enum(['sandbox', 'production']).optional(),
});
const keyChoice = z.strictObject({ apiKey: z.string().optional() });
const keyEvent = z.strictObject({
  event: z.enum(keyEvents),
  name: z.string().default('Integração'),
  expiresOn: z.iso.date().nullable().default(null),
});
const receipt = z.strictObject({ valueCents: z.number().int().positive() });

export function accountControls(router: Router, simulator: Simulator): void {
  const { store } = simulator;

  router.post('/accounts', async (req, res) => {
    const wanted = newAccount.parse(req.body ?? {});
    const { result } = await enter(simulator, (entry) => openAccount(entry, wanted));
    res.status(201).json({ ...accountObject(result.account), apiKey: result.apiKey });
  });

  router.get('/accounts', async (_req, res) => {
    const accounts = await store.selectFrom('accounts').selectAll().orderBy('seq').execute();
    res.json({ accounts: accounts.map(accountObject) });
  });

  router.post('/accounts/:id/keys', async (req, res) => {
    const account = await findAccount(store, req.params.id);
    const { result } = await enter(simulator, (entry) => addKey(entry, account));
    res.status(201).json({ apiKey: result });
  });

  router.post('/accounts/:id/keys/revoke', async (req, res) => {
    const account = await findAccount(store, req.params.id);
    const { apiKey } = keyChoice.parse(req.body ?? {});
    const { result } = await enter(simulator, (entry) => revokeKeys(entry, account.id, apiKey));
    res.json({ revoked: result });
  });

  router.post('/accounts/:id/keys/events', async (req, res) => {
    const account = await findAccount(store, req.params.id);
    const { event, ...told } = keyEvent.parse(req.body ?? {});
    const { eventIds } = await enter(simulator, (entry) => raiseOfKey(entry, account, event, told));
    res.status(201).json({ eventIds });
  });

  router.post('/accounts/:id/automatic-charge', async (req, res) => {
    const account = await findAccount(store, req.params.id);
    const { valueCents } = receipt.parse(req.body ?? {});
    const { result } = await enter(simulator, async (entry) =>
      showCharge(entry, await receiveUnknown(entry, account.id, valueCents)),
    );
    res.status(201).json(result);
  });
}

export function accountObject({
  id,
  name,
  cpfCnpj,
  agency,
  accountNumber,
  accountDigit,
  environment,
}: Account): Record<string, string> {
  return { id, name, cpfCnpj, agency, account: accountNumber, accountDigit, environment };
}
