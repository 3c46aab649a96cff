import { setTimeout as pause } from 'node:timers/promises';
import type { Company } from '../demo/company.ts';
import { answerOf, type Schemas } from '../demo/public-api.ts';

export interface Watched {
  remittance: Schemas['Remittance'];
  acceptedMs: number;
  /** What the ETA said when this share of the documents had its outcome. */
  etas: { share: number; atMs: number; etaMs: number | null }[];
}

const shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9];

/** Sends everything a company has, in one call. */
export async function sendAll({ api, accountId }: Company): Promise<Watched> {
  const startedAt = performance.now();
  const remittance = await answerOf(api.POST('/v1/remittances', { body: { accountId, filter: {} } }));
  return { remittance, acceptedMs: performance.now() - startedAt, etas: [] };
}

/** Follows a remittance to its end, noting what its ETA promised on the way. */
export async function watchToTheEnd({ api }: Company, watched: Watched, look: () => void): Promise<Watched> {
  for (;;) {
    const { id } = watched.remittance;
    const remittance = await answerOf(api.GET('/v1/remittances/{id}', { params: { path: { id } } }));
    watched.remittance = remittance;
    const { total, waiting } = remittance.counts;
    const next = shares[watched.etas.length];
    if (next !== undefined && total - waiting >= total * next) {
      const etaMs = remittance.eta === null ? null : Date.parse(remittance.eta);
      watched.etas.push({ share: next, atMs: Date.now(), etaMs });
    }
    look();
    if (remittance.completedAt !== null) return watched;
    await pause(1_000);
  }
}

/** `50 %: 118 s foreseen, 121 s true`. */
export function describeEtas({ etas, remittance }: Watched): string {
  const endMs = Date.parse(remittance.completedAt ?? '');
  return etas
    .map(({ share, atMs, etaMs }) => {
      const truth = Math.round((endMs - atMs) / 1_000);
      const foreseen = etaMs === null ? 'nothing' : `${Math.round((etaMs - atMs) / 1_000)} s`;
      return `${share * 100} %: ${foreseen} foreseen, ${truth} s true`;
    })
    .join('; ');
}
