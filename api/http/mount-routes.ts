import { type Express, type RequestHandler, Router } from 'express';
import type { Dependencies } from '../dependencies.ts';
import { Problem } from '../problems/problem.ts';
import type { Route } from './define-route.ts';
import { runRoute } from './run-route.ts';

/** Mounts every declared route. At each address all other methods are refused. */
export function mountRoutes(app: Express, routes: readonly Route[], dependencies: Dependencies): void {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    router[route.method](toExpressPath(route.path), async (request, response) => {
      response.locals.route = `${route.method} ${route.path}`;
      await runRoute(route, dependencies, request, response);
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    router.all(toExpressPath(path), refuseMethod(methods));
  }
  app.use(router);
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

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) methods.set(path, [...(methods.get(path) ?? []), method]);
  return methods;
}
