import { createServer, type Server } from 'node:http';

/** `/healthz`: the process lives. `/readyz`: its workers poll. */
export function serveHealth(port: number, isReady: () => boolean): Server {
  const server = createServer((request, response) => {
    const known = request.url === '/healthz' || request.url === '/readyz';
    const well = request.url === '/healthz' || isReady();
    response.writeHead(known ? (well ? 200 : 503) : 404, { 'content-type': 'text/plain' });
    response.end(known ? (well ? 'ok' : 'not ready') : 'not found');
  });
  return server.listen(port);
}
