import { type RequestHandler, Router } from 'express';
import { sql } from 'kysely';
import type { Dependencies } from './dependencies.ts';
import { refuseMethod } from './http/mount-routes.ts';

/** Whether the process lives, and whether it can take calls. */
export function healthRoutes(dependencies: Dependencies): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', readiness(dependencies));
  router.all(['/healthz', '/readyz'], refuseMethod(['get']));
  return router;
}

/** Ready means: the process is not stopping, and the database answers and has our tables. */
function readiness({ db, closing, log }: Dependencies): RequestHandler {
  let look: Promise<unknown> | null = null;
  return async (_request, response) => {
    try {
      if (closing.aborted) throw new Error('The process is stopping');
      // Calls during a check share its result. This path needs no key, so it must never hold a second connection.
      look ??= sql`select 1 from messages, erp_events limit 1`.execute(db).finally(() => {
        look = null;
      });
      await look;
      response.json({ status: 'ready' });
    } catch (error) {
      log.warn({ err: error }, 'Not ready');
      response.status(503).json({ status: 'not ready' });
    }
  };
}
