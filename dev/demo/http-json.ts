import { setTimeout as sleep } from 'node:timers/promises';

export interface JsonRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The other side answered no, in words of its own: saying the same again would not help. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly status: number;
  readonly answer: string;

  constructor(request: { method: string; url: string }, status: number, answer: string) {
    super(`${request.method} ${request.url} was answered ${status}: ${answer}`);
    this.status = status;
    this.answer = answer;
  }
}

/** No usable answer came: whether the request was carried out is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** One exchange, tried once. Throws `RequestRefused` or `NoAnswer`. */
export async function exchange<Answer>(request: JsonRequest): Promise<Answer> {
  const { status, text } = await send(request);
  if (status >= 200 && status < 300) return JSON.parse(text) as Answer;
  if (saysNo(status, text)) throw new RequestRefused(request, status, text);
  throw new NoAnswer(`${request.method} ${request.url} was answered ${status}`);
}

/** Whether an answer is a decision: one that says "not now" is none. */
export function saysNo(status: number, text: string): boolean {
  return status < 500 && status !== 429 && !(status === 409 && text.includes('idempotency_in_progress'));
}

const answerWithinMs = 60_000;

async function send({ method, url, headers, body }: JsonRequest): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new NoAnswer(`${method} ${url} was not answered`, { cause: error });
  }
}

/** How long a part may be away (killed and started again, say) before the demo gives up. */
const patienceMs = 180_000;

/** Does `work` until it is answered. Only for what may be done twice. Throws `RequestRefused`, or `NoAnswer` in the end. */
export async function insist<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoAnswer) || Date.now() > deadline) throw error;
      await sleep(500);
    }
  }
}
