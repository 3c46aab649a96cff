import { randomUUID } from 'node:crypto';
import { StackError } from './stack-error.ts';
import { until } from './waiting.ts';

/** The API of a stack that has just come up. It may die at any moment, and is then started again. */
export interface FreshApi {
  /** Without `/v1`. */
  url: string;
  adminKey: string;
  log?: (line: string) => void;
  /** How long it may be away before we give up. */
  patienceMs?: number;
}

export interface Answer {
  status: number;
  text: string;
}

/** Calls the public API as the vendor. Throws a `StackError` when it stays away or refuses. */
export async function callApi<T>(api: FreshApi, method: string, path: string, body?: object): Promise<T> {
  const { status, text } = await askApi(api, api.adminKey, method, path, body);
  if (status < 300) return JSON.parse(text) as T;
  throw new StackError(`${method} /v1${path} was answered ${status}: ${text}`);
}

/** Asks again while the API is away. The idempotency key stays the same, so nothing is made twice. */
export async function askApi(
  { url, log, patienceMs = 60_000 }: FreshApi,
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const request = {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
  };
  let answer = await askOnce(`${url}/v1${path}`, request);
  if (answer) return answer;
  log?.('The API went away in the last step of the start; waiting until it is back ...');
  const isBack = async () => {
    answer = await askOnce(`${url}/v1${path}`, request);
    return answer !== undefined;
  };
  await until(isBack, { timeoutMs: patienceMs });
  if (answer) return answer;
  throw new StackError(
    `The API gave no answer to ${method} /v1${path} for ${patienceMs / 1000} s. Its log tells why: logs/api.log in the data directory.`,
  );
}

/** Undefined where nobody answers, or who answers cannot work yet. */
async function askOnce(url: string, request: RequestInit): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(20_000) });
    const text = await response.text();
    return response.status >= 500 ? undefined : { status: response.status, text };
  } catch {
    return undefined;
  }
}
