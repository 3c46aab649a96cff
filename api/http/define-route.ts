import type { z } from 'zod';
import type { Asaas } from '../../asaas/asaas.ts';
import type { Scope } from '../../db/database.ts';
import type { Sealer } from '../../db/sealed-text.ts';
import type { Dependencies } from '../dependencies.ts';
import type { ProblemCode } from '../problems/problem.ts';
import type { Caller, Role } from './authenticate.ts';
import type { Language } from './language.ts';

/** The schema of each answer by its status; null is an answer without a body. */
export type Answers = Readonly<Record<number, z.ZodType | null>>;

/** An answer as a handler gives it: its body must fit the schema that its status declares. */
export type AnswerOf<A extends Answers> = {
  [Status in keyof A & number]: A[Status] extends z.ZodType
    ? { status: Status; body: z.output<A[Status]>; version?: number; fileName?: string }
    : { status: Status };
}[keyof A & number];

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;

/** One validated call, with everything its handler may use. Asaas is not among it: a transaction may be open. */
export interface Call<Params, Query, Body> extends Omit<Dependencies, 'asaas'> {
  caller: Caller;
  params: OutputOf<Params>;
  query: OutputOf<Query>;
  body: OutputOf<Body>;
  /** The version named by If-Match; null when the caller does not mind. */
  ifMatch: number | null;
  language: Language;
  /** Aborted when the caller does not wait for the answer any more. */
  gone: AbortSignal;
  /** Runs `work` in a transaction of its own that sees what the caller may see. */
  inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
}

/** A call that may ask Asaas, since no transaction is open while it does. */
export interface AskingCall<Params, Query, Body> extends Call<Params, Query, Body> {
  asaas: Asaas;
  /** The same at each repetition with one Idempotency-Key, so that what an interrupted one began is found again. */
  callId: string;
}

/** What is left to do once Asaas was asked, in the one transaction that keeps it and gives the answer. */
export type Finish<Answer> = (scope: Scope) => Promise<Answer>;

/** What of a kept answer is shown to a repeated call. */
export type StillShown = (scope: Scope, body: unknown, sealer: Sealer) => Promise<unknown>;

interface Description {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `/v1/documents/{id}`. */
  path: `/${string}`;
  tag: string;
  summary: string;
  description?: string;
  /** Who may call it. Without one a route cannot be written down, so none is open by oversight. */
  roles: readonly [Role, ...Role[]];
  /** Whether it collects, which needs the licence. */
  collects?: true;
  bodyLimitBytes?: number;
  takesIfMatch?: true;
  /** A POST only because its question needs a body: its transaction cannot write, and it needs no Idempotency-Key. */
  storesNothing?: true;
  /** The answer shows a secret once: what is kept of it for a repeated call is sealed. */
  answersSecret?: true;
  /** What of a kept answer may be shown again: a secret that was withdrawn since then is left out. */
  stillShown?: StillShown;
  /** What its answer is written in when that is not JSON: the body is then text or bytes, for a file. */
  mediaType?: 'text/csv' | 'application/x-ofx' | 'application/pdf' | 'application/zip';
  /** It tries a key at Asaas for an account that is not there yet: so often per company and hour. */
  triesAccount?: true;
  /** The problems it can answer with beside those every route has. */
  problems?: readonly ProblemCode[];
}

/**
 * All there is to know of a route: from this one declaration it is mounted, guarded, validated and documented.
 * `handle` runs in the one transaction of the call (with the Idempotency-Key, when it is a POST that stores something);
 * `handleInSteps` opens its own, for a call that must not hold one while it waits for others. `askAsaas` does so too, may
 * call Asaas, and returns how it ends, which runs in the one transaction that also keeps the Idempotency-Key.
 */
export interface Declaration<
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
  A extends Answers,
> extends Description {
  params?: Params;
  query?: Query;
  body?: Body;
  /** For a body whose rows are judged one by one in the handler: what the documentation shows instead. */
  documentedBody?: z.ZodType;
  answers: A;
  handle?(call: Call<Params, Query, Body>, scope: Scope): Promise<AnswerOf<A>>;
  handleInSteps?(call: Call<Params, Query, Body>): Promise<AnswerOf<A>>;
  askAsaas?(call: AskingCall<Params, Query, Body>): Promise<Finish<AnswerOf<A>>>;
}

/** A route of whatever shape, as the parts that mount and document it see it. */
export interface Route extends Description {
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  documentedBody?: z.ZodType;
  answers: Answers;
  handle?(call: Call<never, never, never>, scope: Scope): Promise<PlainAnswer>;
  handleInSteps?(call: Call<never, never, never>): Promise<PlainAnswer>;
  askAsaas?(call: AskingCall<never, never, never>): Promise<Finish<PlainAnswer>>;
}

export interface PlainAnswer {
  status: number;
  body?: unknown;
  version?: number;
  /** What a browser saves the answer as. */
  fileName?: string;
}

/** Whether a call of it does something that must not be done twice. */
export function needsIdempotencyKey(route: Pick<Route, 'method' | 'storesNothing'>): boolean {
  return route.method === 'post' && !route.storesNothing;
}

/** Declares a route. Throws, and so stops the start, when it says nothing about who may call it or what it does. */
export function defineRoute<
  const Params extends z.ZodType | undefined,
  const Query extends z.ZodType | undefined,
  const Body extends z.ZodType | undefined,
  const A extends Answers,
>(declaration: Declaration<Params, Query, Body, A>): Route {
  const name = `${declaration.method} ${declaration.path}`;
  if (!declaration.roles?.length) throw new Error(`${name} does not say who may call it`);
  const { handle, handleInSteps, askAsaas } = declaration;
  if ([handle, handleInSteps, askAsaas].filter(Boolean).length !== 1)
    throw new Error(`${name} needs one handler`);
  if (needsIdempotencyKey(declaration) && handleInSteps) {
    throw new Error(`${name} is a POST: it must end in one transaction with its Idempotency-Key`);
  }
  return declaration as unknown as Route;
}
