import { Agent, type Dispatcher, request } from 'undici';
import { z } from 'zod';
import type { CallPurpose } from '../domain/request-quota.ts';
import { Forbidden, KeyRefused, NotFound, NotSent, RateLimited, Refused, UnknownOutcome } from './errors.ts';

export interface Connection {
  environment: 'sandbox' | 'production';
  apiKey: string;
  /** Whose calls these are and what for; null for an account that has no bucket yet. */
  turn: Turn | null;
}

export interface Turn {
  accountId: string;
  purpose: CallPurpose;
  /** Whether the next call was counted before. */
  taken?: true;
}

/** Keeps the calls of all processes within what Asaas allows an account (Asaas reference 1.6). */
export interface Turnstile {
  /** Counts one call. Returns 0 when it may be made now, or the milliseconds to wait; then nothing was counted. */
  take(accountId: string, purpose: CallPurpose, endpoint: string): Promise<number>;
  /** Keeps every process from an endpoint of the account for a while. */
  pause(accountId: string, endpoint: string, forMs: number): Promise<void>;
}

export interface HttpSettings {
  sandboxUrl: string;
  productionUrl: string;
  timeoutMs: number;
  turnstile: Turnstile;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Calls one endpoint and checks its answer. Throws one of `errors.ts`. */
export type Call = <T>(
  connection: Connection,
  method: Method,
  path: string,
  answer: z.ZodType<T>,
  body?: object,
) => Promise<T>;

/** Asaas asks every application to name itself (Asaas reference 1.2). */
const userAgent = 'remessa/0.1';

/** An answer of Asaas is a few kilobytes; a list of a hundred charges some hundreds. */
const maxAnswerBytes = 4 * 1024 * 1024;

export function createHttp(settings: HttpSettings): Call {
  const agent = new Agent({
    connect: { timeout: Math.min(settings.timeoutMs, 10_000) },
    headersTimeout: settings.timeoutMs,
    bodyTimeout: settings.timeoutMs,
    maxResponseSize: maxAnswerBytes,
    // Below the 50 concurrent GETs that Asaas allows (Asaas reference 1.6), with room for the other processes.
    connections: 20,
  });
  const baseUrls = { sandbox: settings.sandboxUrl, production: settings.productionUrl };

  return async (connection, method, path, answer, body) => {
    const what = `${method} ${path.split('?')[0]}`;
    await takeTurn(settings.turnstile, connection, method, path);
    const response = await send(
      agent,
      `${baseUrls[connection.environment]}${path}`,
      method,
      connection.apiKey,
      body,
      what,
    );
    await heedLimits(settings.turnstile, connection, endpointOf(method, path), response);
    return readAnswer(response, answer, what);
  };
}

/**
 * Waits for nobody: throws `RateLimited` when the account's quota has no room for this purpose now, `NotSent` when
 * nobody can say. Either way nothing was sent.
 */
export async function takeTurn(
  turnstile: Turnstile,
  { turn }: Connection,
  method: Method,
  path: string,
): Promise<void> {
  if (!turn || turn.taken) return;
  const endpoint = endpointOf(method, path);
  const waitMs = await turnstile.take(turn.accountId, turn.purpose, endpoint).catch((error: Error) => {
    throw new NotSent(`${endpoint} was not sent: its quota could not be asked (${error.message})`);
  });
  if (waitMs > 0) throw new RateLimited(`${endpoint} waits for the account's quota`, waitMs);
}

/** `GET /payments/{id}/pixQrCode`: what Asaas limits is the endpoint, whichever charge it is called about. */
function endpointOf(method: Method, path: string): string {
  const [noun, id, ...rest] = (path.split('?')[0] ?? '').split('/').slice(1);
  const named = noun === 'myAccount' || id === undefined ? [noun, id] : [noun, '{id}'];
  return `${method} /${[...named, ...rest].filter((part) => part !== undefined).join('/')}`;
}

/** As many calls as one worker has under way at most: these are past stopping when a limit is nearly used up. */
const underWay = 20;

/** Stops short of a limit that Asaas announces, so that none of the calls under way is turned away. */
async function heedLimits(
  turnstile: Turnstile,
  { turn }: Connection,
  endpoint: string,
  { status, headers }: Response,
): Promise<void> {
  const remaining = headers['ratelimit-remaining'];
  const limit = Number(headers['ratelimit-limit'] ?? Number.NaN);
  const nearlyUsedUp = remaining !== undefined && Number(remaining) <= Math.min(underWay, limit / 2);
  if (!turn || (status !== 429 && !nearlyUsedUp)) return;
  // What is kept of it only spares calls: the answer at hand counts whether or not it could be kept.
  await turnstile.pause(turn.accountId, endpoint, retryAfterMs(headers)).catch(() => undefined);
}

interface Response {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

async function send(
  agent: Agent,
  url: string,
  method: Method,
  apiKey: string,
  body: object | undefined,
  what: string,
): Promise<Response> {
  try {
    const options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'> & { dispatcher: Agent } = {
      method,
      dispatcher: agent,
      headers: {
        access_token: apiKey,
        'user-agent': userAgent,
        accept: 'application/json',
        // A GET with a body is answered 403 by Asaas' front (Asaas reference 1.2).
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    const response = await request(url, options);
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  } catch (error) {
    const code = codeOf(error);
    if (neverSent.has(code)) throw new NotSent(`${what} was not sent: ${code}`);
    throw new UnknownOutcome(`${what} was sent and not answered: ${code}`);
  }
}

/** Failures that can only come before the first byte of a request. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return String((error as { code?: unknown }).code ?? (error as Error).name);
}

function readAnswer<T>(response: Response, answer: z.ZodType<T>, what: string): T {
  const { status } = response;
  if (status === 401) throw new KeyRefused(`${what}: the key was refused`);
  if (status === 403) throw new Forbidden(`${what}: forbidden`);
  if (status === 404) throw new NotFound(`${what}: not found`);
  if (status === 429) throw new RateLimited(`${what}: too many requests`, retryAfterMs(response.headers));
  const body = parseJson(response.text);
  if (status >= 400 && status < 500) throwRefusal(status, body, what);
  if (status !== 200) throw new UnknownOutcome(`${what} was answered ${status}`);
  const result = answer.safeParse(body);
  if (!result.success) throw new UnknownOutcome(`${what} was answered 200 with something else than agreed`);
  return result.data;
}

const errorBody = z.object({
  errors: z.array(z.object({ code: z.string(), description: z.string().default('') })).min(1),
});

/** Only an answer that says why is a refusal; an empty or HTML 4xx proves nothing about what happened. */
function throwRefusal(status: number, body: unknown, what: string): never {
  const parsed = errorBody.safeParse(body);
  const [first, ...others] = parsed.success ? parsed.data.errors : [];
  if (!first) throw new UnknownOutcome(`${what} was answered ${status} without a reason`);
  throw new Refused(`${what} was refused: ${first.code}`, status, [first, ...others]);
}

/** `RateLimit-Reset` is in seconds (Asaas reference 1.6); without it half a minute is a polite guess. */
function retryAfterMs(headers: Response['headers']): number {
  const seconds = Number(headers['ratelimit-reset'] ?? headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 30_000;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
