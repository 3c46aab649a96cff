import { setMaxListeners } from 'node:events';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { v7 as uuid } from 'uuid';
import { consolePages } from './console/console-pages.ts';
import type { Dependencies } from './dependencies.ts';
import { docsPage } from './documentation/docs-page.ts';
import { healthRoutes } from './health.ts';
import { allowOrigins } from './http/allow-origins.ts';
import { addressOf, type Caller } from './http/authenticate.ts';
import { mountRoutes, refuseMethod } from './http/mount-routes.ts';
import type { Limits } from './limits/limits.ts';
import { demandWithin, tellStandings } from './limits/rate-limit-headers.ts';
import { cutOffUnread } from './limits/unread-answers.ts';
import { answerProblem } from './problems/answer-problem.ts';
import { Problem } from './problems/problem.ts';
import { routesHere } from './routes.ts';
import { sessionDoor } from './sessions/session-door.ts';
import { webhookDoor } from './webhooks/webhook-door.ts';

/** The network settings of the API. */
export interface Setting {
  /** The proxies whose `X-Forwarded-For` we trust. None by default. */
  trustedProxies: string[];
  unread: Limits['unread'];
  /** Origins whose pages may call the API; none unless set. */
  corsOrigins: string[];
}

/** The whole API as an express application: the declared routes, the webhook door, health and documentation. */
export function createApp(dependencies: Dependencies, setting: Setting): Express {
  const { trustedProxies, unread, corsOrigins } = setting;
  const app = express();
  const routes = routesHere(dependencies);
  // Every waiting poll adds a listener.
  setMaxListeners(0, dependencies.closing);
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies);
  app.use(cutOffUnread(unread), nameRequest, logRequest(dependencies), helmet(headers));
  app.use(healthRoutes(dependencies));
  app.post('/webhooks/asaas/:endpoint', webhookDoor(dependencies));
  app.all('/webhooks/asaas/:endpoint', refuseMethod(['post']));
  if (corsOrigins.length > 0) app.use(['/v1', '/openapi.json'], allowOrigins(corsOrigins));
  app.use(['/docs', '/openapi.json', '/postman.json'], countStranger(dependencies));
  app.use(docsPage(routes, dependencies));
  app.use(consolePages(dependencies));
  app.use('/v1', neverStored);
  app.use(sessionDoor(dependencies));
  mountRoutes(app, routes, dependencies);
  app.use(() => {
    throw new Problem('not_found');
  });
  app.use(answerProblem(dependencies));
  return app;
}

/** The pages use inline styles. No script comes from elsewhere, and no script is inline. */
const headers = {
  contentSecurityPolicy: {
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'frame-ancestors': ["'none'"],
      'upgrade-insecure-requests': null,
    },
  },
};

const nameRequest: RequestHandler = (_request, response, next) => {
  const requestId = uuid();
  response.locals.requestId = requestId;
  response.set('x-request-id', requestId);
  next();
};

/** Paths that need no key are limited by address. */
function countStranger({ rateLimits }: Dependencies): RequestHandler {
  return async (request, response, next) => {
    const standing = await rateLimits.countStranger(addressOf(request));
    tellStandings(response, [standing]);
    demandWithin(standing);
    next();
  };
}

const neverStored: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

/** Logs one line per call. It has the route's pattern and never the address, because a query may contain names. */
function logRequest({ log }: Dependencies): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const { requestId, route, caller } = response.locals as {
        requestId: string;
        route?: string;
        caller?: Caller;
      };
      const durationMs = Math.round(performance.now() - startedAt);
      const line = { requestId, route: route ?? request.method, status: response.statusCode, durationMs };
      if (route) log.info({ ...line, tenantId: caller?.tenantId }, 'Call answered');
      else log.debug(line, 'Call answered');
    });
    next();
  };
}
