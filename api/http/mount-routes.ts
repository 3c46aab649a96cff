import { type Express, type RequestHandler, Router } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import type { Route } from './define-route.ts';
import { runRoute } from './run-route.ts';

/**
 * Mounts every declared route. At each address all other methods are refused. Addresses without ids come first: else
 * `GET /v1/remittances/preview`, where only POST is, would look for a remittance of the id "preview".
 */
export function mountRoutes(app: Express, routes: readonly Route[], dependencies: Dependencies): void {
  const router = Router({ caseSensitive: true, strict: true });
  for (const [path, atPath] of mostExactFirst(routes)) {
    for (const route of atPath) {
      router[route.method](toExpressPath(path), async (request, response) => {
        response.locals.route = `${route.method} ${route.path}`;
        await runRoute(route, dependencies, request, response);
      });
    }
    router.all(toExpressPath(path), refuseMethod(atPath.map(({ method }) => method)));
  }
  app.use(router);
}

function mostExactFirst(routes: readonly Route[]): [path: string, routes: Route[]][] {
  const byPath = new Map<string, Route[]>();
  for (const route of routes) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
  const idsIn = (path: string) => path.split('{').length;
  return [...byPath].sort(([one], [other]) => idsIn(one) - idsIn(other));
}

/** `/v1/documents/{id}` in express' form. */
export function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** Answers 405 with the methods that the address allows. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  return () => {
    const allowed = methods.map((method) => method.toUpperCase()).join(', ');
    throw new Problem('method_not_allowed', { values: { methods: allowed }, headers: { allow: allowed } });
  };
}
