import { type ErrorRequestHandler, json, Router } from 'express';
import { ZodError } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Simulator } from '../simulator.ts';
import type { Timeline } from '../timeline.ts';
import { accountControls } from './accounts.ts';
import { bookControls } from './book.ts';
import { chargeControls } from './charges.ts';
import { clockControls } from './clock.ts';
import { refuseStrangers } from './refuse-strangers.ts';
import { settingsControls } from './settings.ts';
import { statementControls } from './statement.ts';
import { webhookControls } from './webhooks.ts';

/** The strings that tests and the page pull. No key opens it: it answers to this machine only, and to no foreign page. */
export function controlRouter(simulator: Simulator, timeline: Timeline): Router {
  const router = Router();
  router.use(refuseStrangers, json({ limit: '1mb' }));
  accountControls(router, simulator);
  bookControls(router, simulator);
  chargeControls(router, simulator);
  clockControls(router, simulator, timeline);
  settingsControls(router, simulator);
  statementControls(router, simulator);
  webhookControls(router, simulator);
  router.use((_req, res) => {
    res.status(404).json({ error: 'no such control' });
  });
  router.use(answerError);
  return router;
}

const answerError: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof ZodError) {
    const faults = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    res.status(400).json({ error: faults.join('; ') });
  } else if (error instanceof Refusal) {
    res.status(error.status).json({ error: error.message });
  } else if (error instanceof SyntaxError) {
    res.status(400).json({ error: 'the body is not JSON' });
  } else {
    next(error);
  }
};
