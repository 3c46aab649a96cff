import type { Router } from 'express';
import { z } from 'zod';
import { behaviourChange } from '../behaviour.ts';
import { faultRule } from '../fault-rule.ts';
import type { Simulator } from '../simulator.ts';
import { accountInQuery } from './find-account.ts';

const faultRules = z.strictObject({ rules: z.array(faultRule) });

export function settingsControls(router: Router, simulator: Simulator): void {
  const { store, behaviours, faults, courier } = simulator;

  router.get('/settings', async (req, res) => {
    const accountId = await accountInQuery(store, req.query.account);
    res.json(accountId ? behaviours.of(accountId) : behaviours.general());
  });

  router.put('/settings', async (req, res) => {
    const accountId = await accountInQuery(store, req.query.account);
    const settings = await behaviours.change(accountId, behaviourChange.parse(req.body));
    courier.wake();
    res.json(settings);
  });

  router.get('/faults', (_req, res) => {
    res.json({ rules: faults.rules() });
  });

  router.put('/faults', async (req, res) => {
    await faults.replace(faultRules.parse(req.body).rules);
    res.json({ rules: faults.rules() });
  });

  router.delete('/faults', async (_req, res) => {
    await faults.replace([]);
    res.json({ rules: [] });
  });
}
