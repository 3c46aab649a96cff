import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './api-types.gen.ts';
import { ApiProblem } from './problem.ts';
import { send } from './send.ts';
import { type Session, sessionState } from './session-state.ts';

export type Schemas = components['schemas'];
export type { Session } from './session-state.ts';
export type SessionRole = Session['role'];
export type Document = Schemas['Document'];
export type Status = Document['status'];
export type Flag = NonNullable<NonNullable<paths['/v1/documents']['get']['parameters']['query']>['flag']>;
export type HoldCause = NonNullable<
  NonNullable<paths['/v1/documents']['get']['parameters']['query']>['hold']
>;
export type Account = Schemas['Account'];
export type Remittance = Schemas['Remittance'];
export type RemittanceItem = Schemas['RemittanceItem'];
export type ProblemCause = Schemas['ProblemCause'];
export type SettlementReturn = Schemas['SettlementReturn'];
export type ReturnItem = Schemas['SettlementReturnItem'];
export type Divergence = Schemas['Divergence'];
export type StatementLine = Schemas['StatementLine'];
export type Endpoint = Schemas['WebhookEndpoint'];
export type Delivery = Schemas['WebhookDelivery'];
export type SendingRule = Schemas['SendingRule'];
export type RuleTerms = Schemas['SendingRuleTerms'];
export type View = Schemas['View'];
export type Payer = Schemas['KnownPayer'];
export type AuditEntry = Schemas['AuditEntry'];
export type Receipt = Schemas['UnidentifiedReceipt'];

const language: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', 'pt-BR');
    return request;
  },
};

export const api = createClient<paths, 'application/json'>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: send,
});
api.use(language);

/** The body of an answer. Throws `ApiProblem` with the API's own words, or `NoAnswer`. */
export async function ask<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await answer;
  if (response.ok) return data as NonNullable<T>;
  const problem = new ApiProblem(response.status, (error ?? {}) as object);
  if (problem.code === 'session_ended' || problem.code === 'unauthenticated') sessionState.onEnded();
  throw problem;
}

/** The header that makes a repeated POST the same one. */
export function once(key: string): { headers: Record<string, string> } {
  return { headers: { 'idempotency-key': key } };
}
