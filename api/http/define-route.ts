import type { z } from 'zod';
import type { Asaas } from '../../asaas/asaas.ts';
import type { Scope } from '../../db/database.ts';
import type { Sealer } from '../../db/sealed-text.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Tag } from '../documentation/tags.ts';
import type { ProblemCode } from '../problems/problem.ts';
import type { Caller, Role } from './authenticate.ts';
import type { Exported } from './export-columns.ts';
import type { Language } from './language.ts';

/** The schema of each answer, by its status. Null: an answer without a body. */
export type Answers = Readonly<Record<number, z.ZodType | null>>;

/** An answer of a handler. Its body must match the schema of its status. */
export type AnswerOf<A extends Answers> = {
  [Status in keyof A & number]: A[Status] extends z.ZodType
    ? { status: Status; body: z.output<A[Status]>; version?: number; fileName?: string }
    : { status: Status };
}[keyof A & number];

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;

/**
 * One validated call, with everything that its handler may use. It has no access to Asaas, because a transaction may be
 * open.
 */
export interface Call<Params, Query, Body> extends Omit<Dependencies, 'asaas'> {
  caller: Caller;
  params: OutputOf<Params>;
  query: OutputOf<Query>;
  body: OutputOf<Body>;
  /** The version in If-Match. Null when the caller accepts any version. */
  ifMatch: number | null;
  language: Language;
  /** Aborted when the caller no longer waits for the answer. */
  gone: AbortSignal;
  /** Runs `work` in its own transaction, which sees what the caller may see. */
  inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
}

/** A call that may ask Asaas, because no transaction is open at that time. */
export interface AskingCall<Params, Query, Body> extends Call<Params, Query, Body> {
  asaas: Asaas;
  /**
   * The same for each repetition with the same Idempotency-Key. So a repetition finds what an interrupted call began.
   */
  callId: string;
}

/** The end of a call that asked Asaas. It runs in the one transaction that also stores the answer. */
export type Finish<Answer> = (scope: Scope) => Promise<Answer>;

/** What a repeated call sees of a stored answer. */
export type StillShown = (scope: Scope, body: unknown, sealer: Sealer) => Promise<unknown>;

interface Description {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In OpenAPI's form: `/v1/documents/{id}`. */
  path: `/${string}`;
  /** What clients made from the OpenAPI file call it, unique: a verb and a noun, `sendRemittance`. Kept for ever. */
  operationId: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** Who may call the route. It is required, so no route is open by mistake. */
  roles: readonly [Role, ...Role[]];
  /** Whether the route collects money, which needs the licence. */
  collects?: true;
  bodyLimitBytes?: number;
  takesIfMatch?: true;
  /** The answer has a version, which becomes the ETag. So has every route that takes If-Match. */
  answersVersion?: true;
  /**
   * This POST only asks, and its question needs a body. Its transaction cannot write, and it needs no Idempotency-Key.
   */
  storesNothing?: true;
  /** The answer shows a secret once. The stored copy for repeated calls is sealed. */
  answersSecret?: true;
  /** What a repeated call may see of a stored answer. A secret that is no longer valid is left out. */
  stillShown?: StillShown;
  /** The media type of an answer that is not JSON. The body is then bytes, or the parts of a file. */
  mediaType?: 'application/x-ofx' | 'application/pdf' | 'application/zip';
  /** For a list: all that its filter finds can be had as a file, by `format` or the Accept header. */
  exportsAs?: Exported<never>;
  /**
   * A console session must have confirmed its secret some minutes ago at most: always, or only for a body with one of
   * these fields. An API key proves itself by every call.
   */
  needsConfirmation?: true | readonly [string, ...string[]];
  /**
   * The route tries a key at Asaas for an account that does not exist yet. The number of tries per company and hour is
   * limited.
   */
  triesAccount?: true;
  /** The problems of this route, beside those of every route. */
  problems?: readonly ProblemCode[];
}

/**
 * Everything about a route. This one declaration mounts, guards, validates and documents it. `handle` runs in the
 * single transaction of the call (with the Idempotency-Key for a POST that stores something). `handleInSteps` opens its
 * own transactions, for a call that must not hold one while it waits. `askAsaas` also opens its own and may call Asaas.
 * It returns the end of the call, which runs in the one transaction that also stores the Idempotency-Key.
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
  /** For a body whose rows the handler judges one by one: the schema for the documentation. */
  documentedBody?: z.ZodType;
  answers: A;
  handle?(call: Call<Params, Query, Body>, scope: Scope): Promise<AnswerOf<A>>;
  handleInSteps?(call: Call<Params, Query, Body>): Promise<AnswerOf<A>>;
  askAsaas?(call: AskingCall<Params, Query, Body>): Promise<Finish<AnswerOf<A>>>;
}

/** A route of any type, for the code that mounts and documents routes. */
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
  /** The file name that a browser gives to the answer. */
  fileName?: string;
}

/** Whether a call of the route does something that must not happen twice. */
export function needsIdempotencyKey(route: Pick<Route, 'method' | 'storesNothing'>): boolean {
  return route.method === 'post' && !route.storesNothing;
}

/**
 * Declares a route. Throws, so the API does not start, when the declaration has no roles, or not exactly one handler
 * that fits the method.
 */
export function defineRoute<
  const Params extends z.ZodType | undefined,
  const Query extends z.ZodType | undefined,
  const Body extends z.ZodType | undefined,
  const A extends Answers,
>(declaration: Declaration<Params, Query, Body, A>): Route {
  const name = `${declaration.method} ${declaration.path}`;
  if (!/^[a-z]+([A-Z][a-z]*)+$/.test(declaration.operationId ?? ''))
    throw new Error(`${name} needs an operationId: a verb and a noun, such as sendRemittance`);
  if (!declaration.roles?.length) throw new Error(`${name} does not say who may call it`);
  const { handle, handleInSteps, askAsaas } = declaration;
  if ([handle, handleInSteps, askAsaas].filter(Boolean).length !== 1)
    throw new Error(`${name} needs one handler`);
  if (needsIdempotencyKey(declaration) && handleInSteps) {
    throw new Error(`${name} is a POST: it must end in one transaction with its Idempotency-Key`);
  }
  return declaration as unknown as Route;
}
