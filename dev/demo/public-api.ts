import { randomUUID } from 'node:crypto';
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from '../../console/client/api-types.gen.ts';
import { insist, NoAnswer, RequestRefused, saysNo } from './http-json.ts';

/** The public API as any client in TypeScript has it: paths, bodies and answers are typed by the OpenAPI file. */
export type PublicApi = Client<paths, 'application/json'>;

/** What the API takes and answers, by name. */
export type Schemas = components['schemas'];

/**
 * Opens the API with a key. Every call is repeated while the API is away: a POST under one and the same Idempotency-Key, so
 * that it happens once however often it is sent. What is told to people is told in Portuguese.
 */
export function openApi(address: string, key: string): PublicApi {
  return createClient<paths, 'application/json'>({
    baseUrl: address,
    headers: { authorization: `Bearer ${key}`, 'accept-language': 'pt-BR' },
    fetch: repeatedly,
  });
}

/** What a call was answered. A refusal was thrown already, as `RequestRefused`. */
export async function answerOf<Answer>(
  call: Promise<{ data?: Answer; response: Response }>,
): Promise<NonNullable<Answer>> {
  return (await call).data as NonNullable<Answer>;
}

function repeatedly(request: Request): Promise<Response> {
  if (request.method === 'POST') request.headers.set('idempotency-key', randomUUID());
  return insist(() => once(request));
}

const answerWithinMs = 60_000;

/** Sends the call once and reads its answer whole. Throws `RequestRefused` or `NoAnswer`. */
async function once(request: Request): Promise<Response> {
  const { method, url } = request;
  const { status, text } = await fetch(request.clone(), { signal: AbortSignal.timeout(answerWithinMs) })
    .then(async (response) => ({ status: response.status, text: await response.text() }))
    .catch((error: unknown) => {
      throw new NoAnswer(`${method} ${url} was not answered`, { cause: error });
    });
  if (status < 300) return new Response(text || null, { status });
  if (!saysNo(status, text)) throw new NoAnswer(`${method} ${url} was answered ${status}`);
  throw new RequestRefused({ method, url }, status, text);
}
