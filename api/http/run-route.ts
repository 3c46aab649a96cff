import type { Request, Response } from 'express';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { findFeatures } from '../../db/access/tenants.ts';
import type { Scope } from '../../db/database.ts';
import { asTenant, asVendor, forbidWrites } from '../../db/tenancy.ts';
import { missingFeatures } from '../../domain/licence.ts';
import type { Dependencies } from '../dependencies.ts';
import { byDocument, demandIdOf, erpIdIn } from '../documents/document-reference.ts';
import { demandWithin, tellStandings } from '../limits/rate-limit-headers.ts';
import { toFaults, toFindings } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { demandConfirmation } from '../sessions/confirmation.ts';
import { authenticate, type Caller } from './authenticate.ts';
import { inCallersLanguage } from './callers-language.ts';
import { sendCompressed } from './compress.ts';
import { type Call, type Finish, needsIdempotencyKey, type PlainAnswer, type Route } from './define-route.ts';
import type { FileParts } from './export-files.ts';
import {
  answerOnce,
  answerOnceInSteps,
  digestRequest,
  type InScope,
  type KeptAnswer,
  type OnceOnly,
  readIdempotencyKey,
} from './idempotency.ts';
import { readIfMatch } from './if-match.ts';
import { findUnstorableText, kib, readJsonBody } from './json-body.ts';
import { type Language, languageOf } from './language.ts';
import {
  acceptedFormat,
  type ListFormat,
  listFormats,
  type ReadPage,
  sendExport,
  sendParts,
} from './send-export.ts';
import { retryLostRaces } from './transaction-faults.ts';

const defaultBodyLimitBytes = 64 * kib;

/** Everything that happens to a call before its answer, in this order, for every route. */
export async function runRoute(
  route: Route,
  dependencies: Dependencies,
  request: Request,
  response: Response,
): Promise<void> {
  const caller = await authenticate(dependencies, request, response);
  response.locals.caller = caller;
  await demandAllowance(route, caller, dependencies, response);
  authorise(route, caller);
  const { format, query } = readFormat(route, request, response);
  const arrived: Arrived = {
    route,
    caller,
    language: languageOf(request),
    path: request.path,
    params: readParams(route, request),
    query,
    idempotencyKey: needsIdempotencyKey(route) ? readIdempotencyKey(request.get('idempotency-key')) : null,
    ifMatch: route.takesIfMatch ? readIfMatch(request.get('if-match')) : null,
    rawBody: await readBody(route, request, response),
    gone: whenGone(response),
    dependencies,
  };
  demandConfirmation(route, caller, arrived.rawBody, dependencies.now());
  if (route.exportsAs && format !== 'json') {
    // A file has every page. What the caller says of pages is judged all the same.
    if (route.query) validate(route.query, query, arrived.language);
    await sendExport(response, route.exportsAs, format, (page) => readPage(arrived, page));
  } else {
    await send(route, request, response, await handleArrived(arrived));
  }
}

/** The format that a list is asked for, and the query without it: the list itself does not know it. */
function readFormat(
  route: Route,
  request: Request,
  response: Response,
): { format: ListFormat; query: Record<string, unknown> } {
  if (!route.exportsAs) return { format: 'json', query: { ...request.query } };
  response.vary('accept');
  const { format: asked, ...query } = request.query;
  if (asked === undefined) return { format: acceptedFormat(request), query };
  const { format } = validate(formatQuery, { format: asked }, languageOf(request));
  return { format, query };
}

const formatQuery = z.strictObject({ format: z.enum(listFormats) });

/** One page of a list, in the caller's language. */
async function readPage(arrived: Arrived, page: Record<string, string>): ReturnType<ReadPage> {
  const { body } = await handleArrived({ ...arrived, query: { ...arrived.query, ...page } });
  return inCallersLanguage(body, arrived.language) as Awaited<ReturnType<ReadPage>>;
}

interface Arrived {
  route: Route;
  caller: Caller;
  language: Language;
  path: string;
  params: unknown;
  query: Record<string, unknown>;
  idempotencyKey: string | null;
  ifMatch: number | null;
  rawBody: unknown;
  gone: AbortSignal;
  dependencies: Dependencies;
}

/** Counts the call, tells the caller its allowances, and throws 429 when the key has used up its allowance. */
async function demandAllowance(
  route: Route,
  caller: Caller,
  { rateLimits }: Dependencies,
  response: Response,
): Promise<void> {
  const call = await rateLimits.countCall(caller.keyId);
  tellStandings(response, [call]);
  demandWithin(call);
  if (!route.triesAccount) return;
  const attempt = await rateLimits.countAccountTry(caller.tenantId);
  tellStandings(response, [call, attempt]);
  demandWithin(attempt);
}

/** Aborted when the caller no longer waits for the answer. */
function whenGone(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

function authorise(route: Route, caller: Caller): void {
  if (route.roles.includes(caller.role)) return;
  throw new Problem('forbidden', { values: { role: caller.role, roles: route.roles.join(', ') } });
}

/** There is nothing at a path whose parameters are not valid. */
function readParams(route: Route, request: Request): unknown {
  if (!route.params) return undefined;
  const result = route.params.safeParse(request.params);
  if (!result.success) throw new Problem('not_found');
  return result.data;
}

/** An absent body counts as an empty object, so the answer names each missing field. */
async function readBody(route: Route, request: Request, response: Response): Promise<unknown> {
  const mayHaveBody = route.method !== 'get' && route.method !== 'delete';
  const hasBody = request.headers['transfer-encoding'] !== undefined || request.get('content-length') !== '0';
  if (!mayHaveBody || (!hasBody && request.get('content-type') === undefined)) return {};
  if (request.headers['transfer-encoding'] === undefined && request.get('content-length') === undefined)
    return {};
  return readJsonBody(request, response, route.bodyLimitBytes ?? defaultBodyLimitBytes);
}

function handleArrived(arrived: Arrived): Promise<KeptAnswer | PlainAnswer> {
  if (arrived.route.askAsaas) return askAsaas(arrived);
  return arrived.route.handle ? handleInOneScope(arrived) : handleInSteps(arrived);
}

function handleInOneScope(arrived: Arrived): Promise<KeptAnswer | PlainAnswer> {
  const { route, caller, dependencies } = arrived;
  const once = onceOnly(arrived);
  return retryLostRaces(() =>
    inScopeOf(dependencies, caller, async (scope) => {
      if (route.storesNothing) await forbidWrites(scope);
      const work = async () => {
        if (route.collects) await demandLicence(scope, caller);
        const call = toCall(await namedByUs(arrived, (find) => find(scope)));
        return route.handle?.(call, scope) as Promise<PlainAnswer>;
      };
      // The stored answer comes before the check of the body: a repetition gets the same answer even when the rules
      // have changed.
      return once ? answerOnce(scope, once, work) : work();
    }),
  );
}

function onceOnly({ route, caller, path, rawBody, idempotencyKey, dependencies }: Arrived): OnceOnly | null {
  if (idempotencyKey === null) return null;
  return {
    scopeId: caller.tenantId,
    key: idempotencyKey,
    requestDigest: digestRequest(route.method, path, rawBody),
    sealer: route.answersSecret ? dependencies.sealer : null,
    stillShown: route.stillShown,
  };
}

/** No transaction is open during the call to Asaas, so a slow answer holds no connection. */
async function askAsaas(arrived: Arrived): Promise<KeptAnswer | PlainAnswer> {
  const { route, caller, dependencies } = arrived;
  const inScope: InScope = (work) => retryLostRaces(() => inScopeOf(dependencies, caller, work));
  const ask = async (callId: string) => {
    if (route.collects) await inScope((scope) => demandLicence(scope, caller));
    const call = { ...toCall(await namedByUs(arrived, inScope)), asaas: dependencies.asaas, callId };
    return route.askAsaas?.(call) as Promise<Finish<PlainAnswer>>;
  };
  const once = onceOnly(arrived);
  return once ? answerOnceInSteps(inScope, once, ask) : inScope(await ask(uuid()));
}

async function handleInSteps(arrived: Arrived): Promise<PlainAnswer> {
  const { route, caller, dependencies } = arrived;
  const inScope: InScope = (work) => inScopeOf(dependencies, caller, work);
  if (route.collects) await inScope((scope) => demandLicence(scope, caller));
  return route.handleInSteps?.(toCall(await namedByUs(arrived, inScope))) as Promise<PlainAnswer>;
}

/**
 * The call with our id instead of the ERP's own id. Only this function replaces it, so handlers know one kind of id. It
 * runs after the look-up of the Idempotency-Key, because the key belongs to the path as it was sent.
 */
async function namedByUs(arrived: Arrived, inScope: InScope): Promise<Arrived> {
  const erpId = arrived.route.params === byDocument ? erpIdIn(arrived.params) : null;
  if (erpId === null) return arrived;
  return { ...arrived, params: { id: await inScope((scope) => demandIdOf(scope, erpId)) } };
}

function toCall(arrived: Arrived): Call<never, never, never> {
  const { route, caller, language, ifMatch, gone } = arrived;
  const { asaas: _, ...dependencies } = arrived.dependencies;
  return {
    ...dependencies,
    caller,
    gone,
    language,
    ifMatch,
    params: arrived.params as never,
    query: validate(route.query ?? nothing, arrived.query, language) as never,
    body: validate(route.body ?? nothing, arrived.rawBody, language, !route.documentedBody) as never,
    inScope: (work) => retryLostRaces(() => inScopeOf(arrived.dependencies, caller, work)),
  };
}

const nothing = z.strictObject({});

/** Returns all faults at once: those of the schema, and text that cannot be stored. */
function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  language: Language,
  looksAtText = true,
): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  const unstorable = looksAtText ? findUnstorableText(value) : [];
  const findings = [...unstorable, ...(result.success ? [] : toFindings(result.error))];
  if (result.success && findings.length === 0) return result.data;
  throw new Problem('invalid_request', toFaults(findings, language));
}

function inScopeOf<T>({ db }: Dependencies, caller: Caller, work: (scope: Scope) => Promise<T>): Promise<T> {
  return caller.role === 'admin' ? asVendor(db, work) : asTenant(db, caller.tenantId, work);
}

async function demandLicence(scope: Scope, caller: Caller): Promise<void> {
  const missing = missingFeatures(await findFeatures(scope, caller.tenantId));
  if (missing.length === 0) return;
  throw new Problem('feature_missing', {
    values: { features: missing.join(', ') },
    members: { features: missing },
  });
}

async function send(
  route: Route,
  request: Request,
  response: Response,
  answer: PlainAnswer & { replayed?: boolean },
): Promise<void> {
  response.status(answer.status);
  if (answer.version !== undefined) response.set('etag', `"${answer.version}"`);
  if (answer.replayed) response.set('idempotent-replayed', 'true');
  if (answer.fileName !== undefined) response.attachment(answer.fileName);
  if (answer.body === undefined) {
    response.end();
  } else if (Buffer.isBuffer(answer.body)) {
    // PDF and ZIP are compressed already.
    response.type(route.mediaType ?? 'bin').send(answer.body);
  } else if (isStreamed(answer.body)) {
    response.type(`${route.mediaType ?? 'bin'}; charset=utf-8`);
    await sendParts(response, answer.body);
  } else {
    response.type('application/json; charset=utf-8');
    const text = JSON.stringify(inCallersLanguage(answer.body, languageOf(request)));
    // The length of a compressed answer would tell something about the secret beside text that the caller chose.
    if (route.answersSecret) response.send(Buffer.from(text));
    else await sendCompressed(request, response, text);
  }
}

function isStreamed(body: unknown): body is FileParts {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
