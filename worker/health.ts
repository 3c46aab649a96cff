import { createServer, type RequestListener, type Server } from 'node:http';
import type { Registry } from 'prom-client';

interface Watched {
  isReady: () => boolean;
  metrics: Registry;
}

/** `/healthz`: the process lives. `/readyz`: its workers poll. `/metrics`: what an alarm watches. */
export function serveHealth(port: number, { isReady, metrics }: Watched): Server {
  const respond: RequestListener = (request, response) => {
    if (request.url === '/metrics') return void answerMetrics(metrics, response);
    const known = request.url === '/healthz' || request.url === '/readyz';
    const well = request.url === '/healthz' || isReady();
    response.writeHead(known ? (well ? 200 : 503) : 404, { 'content-type': 'text/plain' });
    response.end(known ? (well ? 'ok' : 'not ready') : 'not found');
  };
  return createServer(respond).listen(port);
}

async function answerMetrics(metrics: Registry, response: Parameters<RequestListener>[1]): Promise<void> {
  try {
    const text = await metrics.metrics();
    response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
  } catch {
    // The database is away. Whoever asks notes that there was no answer.
    response.writeHead(503, { 'content-type': 'text/plain' }).end('not now');
  }
}
