import type { Router } from 'express';
import { z } from 'zod';
import { enter } from '../book/entry.ts';
import { enterMovement } from '../book/statement.ts';
import { notFound } from '../refusal.ts';
import type { Simulator } from '../simulator.ts';
import { findAccount } from './find-account.ts';

const movement = z.strictObject({
  type: z.string().min(1),
  valueCents: z.number().int(),
  chargeId: z.string().nullable().default(null),
  description: z.string().default(''),
});
const change = z.strictObject({ valueCents: z.number().int() });

/** What nobody expects in a statement: a line more, a line of another amount, or a line less. */
export function statementControls(router: Router, simulator: Simulator): void {
  const { store } = simulator;

  router.post('/accounts/:id/statement', async (req, res) => {
    const account = await findAccount(store, req.params.id);
    const wanted = movement.parse(req.body ?? {});
    await enter(simulator, (entry) => enterMovement(entry, { ...wanted, accountId: account.id }));
    res.status(201).json({ entered: true });
  });

  router.get('/accounts/:id/statement', async (req, res) => {
    const account = await findAccount(store, req.params.id);
    const lines = await store
      .selectFrom('statementLines')
      .selectAll()
      .where('accountId', '=', account.id)
      .orderBy('seq')
      .execute();
    res.json({ lines });
  });

  router.post('/statement/:seq', async (req, res) => {
    const { valueCents } = change.parse(req.body ?? {});
    const changed = await store
      .updateTable('statementLines')
      .set({ valueCents })
      .where('seq', '=', Number(req.params.seq))
      .returningAll()
      .executeTakeFirst();
    if (!changed) throw notFound();
    res.json(changed);
  });

  router.delete('/statement/:seq', async (req, res) => {
    const deleted = await store
      .deleteFrom('statementLines')
      .where('seq', '=', Number(req.params.seq))
      .returningAll()
      .executeTakeFirst();
    if (!deleted) throw notFound();
    res.json(deleted);
  });
}
