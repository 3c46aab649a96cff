import type { ErrorRequestHandler } from 'express';
import { Forbidden, KeyRefused, NotSent, RateLimited, Refused, UnknownOutcome } from '../../asaas/errors.ts';
import { isDatabaseUnavailable } from '../../db/unavailable.ts';
import type { Dependencies } from '../dependencies.ts';
import { languageOf } from '../http/language.ts';
import { Problem, toProblemDocument } from './problem.ts';

/**
 * Only this function turns an error into an answer. An error that is no `Problem` is logged and answered as a plain
 * 500.
 */
export function answerProblem({
  log,
  publicUrl,
}: Pick<Dependencies, 'log' | 'publicUrl'>): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const requestId = String(response.locals.requestId);
    const problem = toProblem(error);
    if (problem.status >= 500) log.error({ err: error, requestId }, 'A call failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const document = toProblemDocument(problem, { language: languageOf(request), requestId, publicUrl });
    response.set({ vary: 'Accept-Language', ...problem.extras.headers });
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(document));
  };
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseUnavailable(error)) return new Problem('unavailable', { headers: { 'retry-after': '2' } });
  if (error instanceof RateLimited) return asaasUnavailable(Math.ceil(error.retryAfterMs / 1000));
  const fromAsaas = [NotSent, UnknownOutcome, Refused, Forbidden, KeyRefused];
  if (fromAsaas.some((kind) => error instanceof kind)) return asaasUnavailable(5);
  // A path with a wrong percent-encoding has nothing at it.
  if (error instanceof URIError) return new Problem('not_found');
  return new Problem('internal_error');
}

function asaasUnavailable(retryAfterSeconds: number): Problem {
  return new Problem('asaas_unavailable', { headers: { 'retry-after': String(retryAfterSeconds) } });
}
