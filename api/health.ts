import { type RequestHandler, Router } from 'express';
import { sql } from 'kysely';
import type { Dependencies } from './dependencies.ts';
import { refuseMethod } from './http/mount-routes.ts';

/** Whether the process lives, and whether it should be given work. */
export function healthRoutes(dependencies: Dependencies): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', readiness(dependencies));
  router.all(['/healthz', '/readyz'], refuseMethod(['get']));
  return router;
}

/** Ready is: not about to stop, and a database that answers and has the schema this code was written for. */
function readiness({ db, closing, log }: Dependencies): RequestHandler {
  let look: Promise<unknown> | null = null;
  return async (_request, response) => {
    try {
      if (closing.aborted) throw new Error('The process is stopping');
      // Who asks while a look is under way shares it: this door needs no key, and never holds a second connection.
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
