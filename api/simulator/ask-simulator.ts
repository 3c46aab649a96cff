import { Problem } from '../problems/problem.ts';

/** Days that pass are worked through one after the other. */
const answerWithinMs = 60_000;

/**
 * Calls the control API of the simulator. Throws 404 where there is no simulator, `cannot_be_paid` with its words where
 * it refuses, and `asaas_unavailable` where it does not answer.
 */
export async function askSimulator<Answer>(
  simulatorUrl: string | null,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Answer> {
  if (simulatorUrl === null) throw new Problem('not_found');
  const response = await fetch(`${simulatorUrl}/control${path}`, {
    method,
    signal: AbortSignal.timeout(answerWithinMs),
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => null);
  if (!response || response.status >= 500) throw new Problem('asaas_unavailable');
  const answer = (await response.json()) as Answer & { error?: string };
  if (response.ok) return answer;
  const why = answer.error ?? '';
  throw new Problem('cannot_be_paid', { values: { why } });
}
