import type { Router } from 'express';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import type { Timeline } from '../timeline.ts';

const dayMs = 86_400_000;

const move = z.union([
  z.strictObject({ advanceDays: z.number().positive().max(3660) }),
  z.strictObject({ advanceMs: z.number().positive() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);

export function clockControls(router: Router, simulator: Simulator, timeline: Timeline): void {
  const { clock } = simulator;
  const reading = () => ({
    now: clock.now().toISOString(),
    today: clock.today(),
    offsetMs: clock.offsetMs(),
  });

  router.get('/clock', (_req, res) => {
    res.json(reading());
  });

  router.post('/clock', async (req, res) => {
    await timeline.moveTo(targetOf(move.parse(req.body), clock.now()));
    res.json(reading());
  });

  router.post('/clock/reset', async (_req, res) => {
    await timeline.reset();
    res.json(reading());
  });
}

function targetOf(wish: z.infer<typeof move>, now: Date): Date {
  if ('now' in wish) return new Date(wish.now);
  return new Date(now.getTime() + ('advanceDays' in wish ? wish.advanceDays * dayMs : wish.advanceMs));
}
