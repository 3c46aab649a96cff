import { createServer, type RequestListener, type Server } from 'node:http';

/** Slow and endless requests are cut off before they hold what others need. */
const bounds = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1_024,
};

/** Half of them may wait for events (`limits/limits.ts`). */
const connectionsMax = 2_000;

/** The server of the API, with its bounds. */
export function createApiServer(app: RequestListener): Server {
  const server = createServer(bounds, app);
  server.maxConnections = connectionsMax;
  return server;
}
