import { Agent, request } from 'undici';
import { z } from 'zod';
import { failpoint } from '../failpoint.ts';
import { limitCallsPerKey } from './calls-under-way.ts';
import { Forbidden, KeyRefused, NotFound, NotSent, RateLimited, Refused, UnknownOutcome } from './errors.ts';
import { rememberRefusedKeys } from './refused-keys.ts';
import { heedLimits, retryAfterMs, type Turn, type Turnstile, takeTurn } from './turnstile.ts';

export interface Connection {
  environment: 'sandbox' | 'production';
  apiKey: string;
  /** The account and the purpose of the calls. Null for an account without a quota in our tables yet. */
  turn: Turn | null;
  /** Aborted when the caller stops. The call in progress ends, and no other call is sent. */
  signal?: AbortSignal | undefined;
}

export interface HttpSettings {
  sandboxUrl: string;
  productionUrl: string;
  timeoutMs: number;
  turnstile: Turnstile;
  /** How long a key is not tried again after it was refused. With 0, the default, it is tried each time. */
  spareRefusedKeyMs?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Calls one endpoint and checks the answer. Throws one of the classes of `errors.ts`. */
export type Call = <T>(
  connection: Connection,
  method: Method,
  path: string,
  answer: z.ZodType<T>,
  body?: object,
) => Promise<T>;

/** Asaas asks every application for its name (Asaas reference 1.2). */
const userAgent = 'remessa/0.1';

/** Far above a normal answer: one charge is a few kilobytes, a list of a hundred charges some hundreds. */
const maxAnswerBytes = 4 * 1024 * 1024;

export function createHttp(settings: HttpSettings): Call {
  const agent = new Agent({
    connect: { timeout: Math.min(settings.timeoutMs, 10_000) },
    headersTimeout: settings.timeoutMs,
    bodyTimeout: settings.timeoutMs,
    maxResponseSize: maxAnswerBytes,
  });
  const baseUrls = { sandbox: settings.sandboxUrl, production: settings.productionUrl };
  // Less than the 50 concurrent GETs that Asaas allows an account (Asaas reference 1.6), because other processes call,
  // too.
  const inLane = limitCallsPerKey(20);
  const refusedKeys = rememberRefusedKeys(settings.spareRefusedKeyMs ?? 0);

  return async (connection, method, path, answer, body) => {
    const what = `${method} ${path.split('?')[0]}`;
    if (refusedKeys.has(connection.apiKey)) throw new KeyRefused(`${what}: the key was refused just now`);
    await takeTurn(settings.turnstile, connection.turn, method, path);
    const url = `${baseUrls[connection.environment]}${path}`;
    const response = await inLane(connection.apiKey, connection.signal, () =>
      send(agent, connection, { method, url, body }, what),
    );
    if (response.status === 401) refusedKeys.add(connection.apiKey);
    await heedLimits(settings.turnstile, connection.turn, method, path, response);
    return readAnswer(response, answer, what);
  };
}

interface Response {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

interface Request {
  method: Method;
  url: string;
  body: object | undefined;
}

async function send(
  dispatcher: Agent,
  { apiKey, signal, turn }: Connection,
  { method, url, body }: Request,
  what: string,
): Promise<Response> {
  if (signal?.aborted) throw new NotSent(`${what} was not sent: its caller has stopped`);
  const whose = [turn?.accountId ?? 'unknown', what];
  try {
    await failpoint('asaas.before_send', ...whose);
    const response = await request(url, {
      method,
      dispatcher,
      signal: signal ?? null,
      headers: {
        access_token: apiKey,
        'user-agent': userAgent,
        accept: 'application/json',
        // Asaas' front answers 403 to a GET with a body (Asaas reference 1.2). So a call without a body sends no
        // content type either.
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    await failpoint('asaas.after_send', ...whose);
    const text = await response.body.text();
    await failpoint('asaas.after_response', ...whose);
    return { status: response.statusCode, headers: response.headers, text };
  } catch (error) {
    // A call that its signal ended may have been sent. Nobody knows, so its outcome is unknown.
    const code = signal?.aborted ? 'its caller has stopped' : codeOf(error);
    if (neverSent.has(code)) throw new NotSent(`${what} was not sent: ${code}`);
    throw new UnknownOutcome(`${what} was sent and not answered: ${code}`);
  }
}

/** Failures that happen only before the first byte of a request. */
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

/** Only an answer with a reason is a refusal. An empty 4xx or an HTML page does not prove what happened. */
function throwRefusal(status: number, body: unknown, what: string): never {
  const parsed = errorBody.safeParse(body);
  const [first, ...others] = parsed.success ? parsed.data.errors : [];
  if (!first) throw new UnknownOutcome(`${what} was answered ${status} without a reason`);
  throw new Refused(`${what} was refused: ${first.code}`, status, [first, ...others]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
