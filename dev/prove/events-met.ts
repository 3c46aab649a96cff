import type { Cast } from './cast.ts';

interface Logged {
  eventId: string;
  chargeId: string | null;
  attempts: { at: string; status: number | null }[];
}

/** How the events of Asaas arrived, by the simulator's own log: again, and in another order than they happened. */
export async function countEventsMet({ company, control }: Cast): Promise<Map<string, number>> {
  const { webhooks } = await control<{ webhooks: Logged[] }>('GET', `/book?account=${company.asaas.id}`);
  return arrivals(webhooks);
}

/** The log is in the order in which the events happened. A copy counts once it was answered 200. */
export function arrivals(webhooks: readonly Logged[]): Map<string, number> {
  const firstAt = new Map<string, { chargeId: string | null; atMs: number }>();
  let again = 0;
  let failed = 0;
  for (const { eventId, chargeId, attempts } of webhooks) {
    failed += attempts.filter(({ status }) => status !== 200).length;
    const taken = attempts.find(({ status }) => status === 200);
    if (!taken) continue;
    const atMs = Date.parse(taken.at);
    const known = firstAt.get(eventId);
    if (known) again += 1;
    firstAt.set(eventId, { chargeId, atMs: Math.min(atMs, known?.atMs ?? atMs) });
  }
  const latestOf = new Map<string, number>();
  let overtaken = 0;
  for (const { chargeId, atMs } of firstAt.values()) {
    if (chargeId === null) continue;
    const latest = latestOf.get(chargeId) ?? 0;
    if (atMs < latest) overtaken += 1;
    latestOf.set(chargeId, Math.max(latest, atMs));
  }
  return new Map([
    ['event delivered again', again],
    ['event overtaken by a later one', overtaken],
    ['delivery of an event failed', failed],
  ]);
}
