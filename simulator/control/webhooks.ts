import type { Router } from 'express';
import { z } from 'zod';
import { enter } from '../book/entry.ts';
import { queueEvent } from '../book/events.ts';
import { notFound } from '../refusal.ts';
import type { Simulator } from '../simulator.ts';
import { restartSchedule } from '../webhooks/queue.ts';
import { countPending } from '../webhooks/queue-state.ts';
import { accountInQuery } from './find-account.ts';

const flushWish = z.strictObject({
  withinMs: z.number().min(0).default(1000),
  timeoutMs: z.number().min(0).max(300_000).default(60_000),
});
const resendWish = z.strictObject({ eventId: z.string() });

export function webhookControls(router: Router, simulator: Simulator): void {
  const { store, behaviours, clock, courier } = simulator;

  router.post('/webhooks/pause', async (req, res) => {
    const accountId = await accountInQuery(store, req.query.account);
    await behaviours.change(accountId, { webhookHeld: true });
    res.json({ webhookHeld: true });
  });

  router.post('/webhooks/resume', async (req, res) => {
    const accountId = await accountInQuery(store, req.query.account);
    await behaviours.change(accountId, { webhookHeld: false });
    if (!accountId) await behaviours.dropOverrides('webhookHeld');
    await restartSchedule(store, clock.now(), accountId);
    courier.wake();
    res.json({ webhookHeld: false });
  });

  router.post('/webhooks/flush', async (req, res) => {
    const { withinMs, timeoutMs } = flushWish.parse(req.body ?? {});
    const accountId = await accountInQuery(store, req.query.account);
    await courier.flush({ accountId, withinMs, timeoutMs });
    res.json({ pending: await countPending(store, accountId) });
  });

  router.post('/webhooks/resend', async (req, res) => {
    const { eventId } = resendWish.parse(req.body);
    const { result } = await enter(simulator, async (entry) => {
      const deliveries = await entry.tx
        .selectFrom('deliveries')
        .innerJoin('events', 'events.id', 'deliveries.eventId')
        .select(['deliveries.webhookId', 'events.accountId'])
        .distinct()
        .where('deliveries.eventId', '=', eventId)
        .execute();
      if (deliveries.length === 0) throw notFound();
      for (const { webhookId, accountId } of deliveries) {
        await queueEvent(entry, webhookId, eventId, accountId);
      }
      entry.eventIds.push(eventId);
      return deliveries.length;
    });
    res.json({ webhooks: result });
  });
}
