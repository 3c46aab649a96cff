import { createServer, type RequestListener, type Server } from 'node:http';

/** Slow and endless requests are cut off before they hold what others need. */
const bounds = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1_024,
};

/**
 * A tenth of them may wait for events (`limits/limits.ts`). Beyond it Node resets whoever connects, whosever call it is:
 * so there is room for a crowd of polls until each of them is told to come later. An idle connection costs some 20 KiB.
 */
const connectionsMax = 10_000;

/** The server of the API, with its bounds. */
export function createApiServer(app: RequestListener): Server {
  const server = createServer(bounds, app);
  server.maxConnections = connectionsMax;
  return server;
}
