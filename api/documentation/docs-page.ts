import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Request, type RequestHandler, Router } from 'express';
import type { Dependencies } from '../dependencies.ts';
import type { Route } from '../http/define-route.ts';
import { type Language, languageOf } from '../http/language.ts';
import { refuseMethod } from '../http/mount-routes.ts';
import { describeApi } from './openapi.ts';
import { portugueseDescription } from './portuguese/portuguese-description.ts';
import { postmanCollection } from './postman.ts';
import { problemsPage } from './problems-page.ts';
import { referencePage } from './reference/reference-page.ts';

/**
 * The OpenAPI file and the pages made from it; `/` leads to the first page. Each is written and compressed once, when it
 * is first asked for. The pages load nothing from other servers.
 */
export function docsPage(routes: readonly Route[], { publicUrl }: Pick<Dependencies, 'publicUrl'>): Router {
  const description = onceAsked(() => describeApi(routes));
  const router = Router({ strict: true });
  const files: [path: string, type: string, write: () => string][] = [
    ['/openapi.json', 'application/json', () => JSON.stringify(description())],
    ['/postman.json', 'application/json', () => JSON.stringify(postmanCollection(description(), publicUrl))],
    ['/docs', 'text/html', () => referencePage(description(), 'en', publicUrl)],
    [
      '/docs/pt',
      'text/html',
      () => referencePage(portugueseDescription(description(), routes), 'pt-BR', publicUrl),
    ],
    ['/docs/docs.css', 'text/css', () => readAsset('docs.css')],
    ['/docs/docs.js', 'text/javascript', () => readAsset('docs.js')],
  ];
  for (const [path, type, write] of files) router.get(path, send(type, write));
  router.get('/', (_request, response) => response.redirect('/docs'));
  const sendProblems = {
    en: send('text/html', () => problemsPage(routes, 'en')),
    'pt-BR': send('text/html', () => problemsPage(routes, 'pt-BR')),
  };
  router.get('/docs/problems', (request, response, next) => {
    response.vary('accept-language');
    return sendProblems[languageAsked(request)](request, response, next);
  });
  const paths = [...files.map(([path]) => path), '/', '/docs/problems'];
  router.all(paths, refuseMethod(['get']));
  return router;
}

function readAsset(name: string): string {
  return readFileSync(new URL(`./reference/${name}`, import.meta.url), 'utf8');
}

function send(type: string, write: () => string): RequestHandler {
  const written = onceAsked(() => zip(write()));
  return (request, response) => {
    const { text, zipped } = written();
    response.type(`${type}; charset=utf-8`).vary('accept-encoding');
    if (request.acceptsEncodings('gzip') !== 'gzip') response.send(text);
    else response.set('content-encoding', 'gzip').send(zipped);
  };
}

function onceAsked<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function zip(text: string): { text: string; zipped: Buffer } {
  return { text, zipped: gzipSync(text, { level: 9 }) };
}

/** The language that the address asks for, or else the browser. */
function languageAsked(request: Request): Language {
  const { lang } = request.query;
  if (lang === 'pt' || lang === 'pt-BR') return 'pt-BR';
  return lang === 'en' ? 'en' : languageOf(request);
}
