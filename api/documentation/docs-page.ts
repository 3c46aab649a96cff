import express, { type Request, Router } from 'express';
import swaggerUi from 'swagger-ui-dist';
import type { Route } from '../http/define-route.ts';
import { type Language, languageOf } from '../http/language.ts';
import { refuseMethod } from '../http/mount-routes.ts';
import { describeApi } from './openapi.ts';
import { problemsPage } from './problems-page.ts';

/** The OpenAPI file, and a page that shows it; `/` leads to this page. All scripts come from this server. */
export function docsPage(routes: readonly Route[]): Router {
  const description = describeApi(routes);
  const router = Router({ strict: true });
  router.get('/openapi.json', (_request, response) => {
    response.json(description);
  });
  router.get('/', (_request, response) => {
    response.redirect('/docs');
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(page);
  });
  router.get('/docs/problems', (request, response) => {
    response
      .vary('accept-language')
      .type('html')
      .send(problemsPage(routes, languageAsked(request)));
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('text/javascript').send(startScript);
  });
  router.use('/docs/assets', express.static(swaggerUi.getAbsoluteFSPath(), { index: false }));
  router.all(['/', '/openapi.json', '/docs', '/docs/problems'], refuseMethod(['get']));
  return router;
}

/** The language that the address asks for, or else the browser. */
function languageAsked(request: Request): Language {
  const { lang } = request.query;
  if (lang === 'pt' || lang === 'pt-BR') return 'pt-BR';
  return lang === 'en' ? 'en' : languageOf(request);
}

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Remessa API</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
    <link rel="icon" href="/docs/assets/favicon-32x32.png">
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** The script is a file, because inline scripts are forbidden here. Validation by a foreign server is off. */
const startScript = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;
