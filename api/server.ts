import { createServer, type RequestListener, type Server } from 'node:http';
import { answerUnreadable } from './problems/answer-unreadable.ts';

/** In milliseconds and bytes. Slow and endless requests are ended before they take the place of others. */
export const connectionBounds = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 16 * 1_024,
};

/**
 * A tenth of these may wait for events (`limits/limits.ts`). Above this number Node refuses every new connection. So
 * there is room for many polls until each of them is told to come later. An idle connection needs about 20 KiB.
 */
const connectionsMax = 10_000;

/** The server of the API, with its limits. `publicUrl` is where callers find what a problem means. */
export function createApiServer(app: RequestListener, publicUrl: string, bounds = connectionBounds): Server {
  const server = createServer(bounds, app);
  answerUnreadable(server, { publicUrl, headBytesMax: bounds.maxHeaderSize });
  server.maxConnections = connectionsMax;
  return server;
}
