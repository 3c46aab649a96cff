import { type ErrorRequestHandler, json, type RequestHandler, Router } from 'express';
import { accountEndpoints } from './account.ts';
import { actionEndpoints } from './charge-actions.ts';
import { instructionEndpoints } from './charge-instructions.ts';
import { chargeEndpoints } from './charges.ts';
import { customerEndpoints } from './customers.ts';
import { notificationEndpoints } from './notifications.ts';
import { refundEndpoints } from './refunds.ts';
import { gatewayPage, sendReply } from './reply.ts';
import { sandboxEndpoints } from './sandbox.ts';
import { type Door, serve } from './serve.ts';
import { statementEndpoints } from './statement.ts';
import { webhookEndpoints } from './webhooks.ts';

/** Everything below `/v3` of one environment. */
export function v3Router(door: Door): Router {
  const router = Router();
  router.use(refuseBodyOnGet);
  // Asaas reads a body as JSON whatever it is called.
  router.use(json({ type: () => true, limit: '1mb' }), refuseMalformedBody);
  const endpoints = [
    ...customerEndpoints,
    ...notificationEndpoints,
    ...chargeEndpoints,
    ...actionEndpoints,
    ...instructionEndpoints,
    ...refundEndpoints,
    ...webhookEndpoints,
    ...accountEndpoints,
    ...statementEndpoints,
    ...(door.environment === 'sandbox' ? sandboxEndpoints : []),
  ];
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/\{(\w+)\}/g, ':$1');
    const handler = serve(door, endpoint);
    const register = {
      GET: () => router.get(path, handler),
      POST: () => router.post(path, handler),
      PUT: () => router.put(path, handler),
      DELETE: () => router.delete(path, handler),
    };
    register[endpoint.method]();
  }
  router.use((_req, res) => sendReply(res, { status: 404 }));
  return router;
}

/** A GET with a body does not get past the network in front of Asaas. */
const refuseBodyOnGet: RequestHandler = (req, res, next) => {
  const hasBody =
    Number(req.header('content-length') ?? 0) > 0 || req.header('transfer-encoding') !== undefined;
  if (req.method === 'GET' && hasBody) sendReply(res, { status: 403, body: gatewayPage(403) });
  else next();
};

const refuseMalformedBody: ErrorRequestHandler = (_error, _req, res, _next) => {
  sendReply(res, {
    status: 400,
    body: {
      errors: [{ code: 'invalid_object', description: 'O corpo da requisição não é um JSON válido.' }],
    },
  });
};
