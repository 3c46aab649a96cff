import express, { type ErrorRequestHandler, type Express } from 'express';
import { controlRouter } from './control/router.ts';
import { pageRouter } from './page/router.ts';
import type { Simulator } from './simulator.ts';
import type { Timeline } from './timeline.ts';
import { createLimits } from './v3/limits.ts';
import { v3Router } from './v3/router.ts';

export interface AppParts {
  simulator: Simulator;
  timeline: Timeline;
  carriedOutLater: Set<Promise<unknown>>;
}

/** All doors: the two environments, the control API, and the pages for people. */
export function createApp({ simulator, timeline, carriedOutLater }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  const limits = createLimits(simulator.tallies, simulator.clock);
  app.use('/v3', v3Router({ simulator, limits, environment: 'sandbox', carriedOutLater }));
  app.use('/production/v3', v3Router({ simulator, limits, environment: 'production', carriedOutLater }));
  app.use('/control', controlRouter(simulator, timeline));
  app.use(pageRouter(simulator));

  const answerFault: ErrorRequestHandler = (error, req, res, _next) => {
    simulator.log.error({ err: error, method: req.method, path: req.path }, 'call failed');
    res.status(500).end();
  };
  app.use(answerFault);
  return app;
}
