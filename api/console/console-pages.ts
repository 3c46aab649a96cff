import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RequestHandler, Router } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';

/**
 * The folder where `npm run build` puts the console, beside the built API. Null when the API runs from its sources,
 * because browsers cannot read those.
 */
export function builtConsole(): string | null {
  const dir = fileURLToPath(new URL('../../console', import.meta.url));
  return existsSync(join(dir, 'assets')) ? dir : null;
}

/**
 * The console: one page for every address below `/console`, and its files. The build stores a gzipped copy of each
 * file, so nothing is compressed during a call.
 */
export function consolePages({ consoleDir }: Pick<Dependencies, 'consoleDir'>): Router {
  const router = Router();
  router.get('/', (_request, response) => response.redirect('/console/'));
  if (consoleDir === null) return router;
  const files = new Set(readdirSync(consoleDir, { recursive: true, encoding: 'utf8' }));
  router.get(/^\/console$/, (_request, response) => response.redirect('/console/'));
  router.get(/^\/console\/(.*)$/, send(consoleDir, files));
  return router;
}

function send(dir: string, files: ReadonlySet<string>): RequestHandler {
  return (request, response) => {
    const [wanted = ''] = Object.values(request.params) as string[];
    const isPart = wanted.startsWith('assets/');
    if (isPart && !files.has(wanted)) throw new Problem('not_found');
    const name = isPart || (files.has(wanted) && wanted.includes('.')) ? wanted : 'index.html';
    // A file's name contains its digest, so browsers may keep it for ever. The page itself is requested each time.
    response.set('cache-control', isPart ? 'public, max-age=31536000, immutable' : 'no-cache');
    response.vary('accept-encoding');
    const zipped = files.has(`${name}.gz`) && request.acceptsEncodings('gzip') === 'gzip';
    if (zipped) response.type(name.slice(name.lastIndexOf('.'))).set('content-encoding', 'gzip');
    response.sendFile(zipped ? `${name}.gz` : name, { root: dir, cacheControl: false });
  };
}
