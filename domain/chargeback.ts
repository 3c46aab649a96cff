import type { Charge, Chargeback } from './charge.ts';
import type { DocumentFlag } from './document-status.ts';

/** The flag that says how far a chargeback is. One that was won needs nobody. */
export const chargebackFlags: Record<Chargeback, DocumentFlag | null> = {
  requested: 'chargeback_requested',
  in_dispute: 'chargeback_in_dispute',
  lost: 'chargeback_lost',
  reversed: null,
};

/** How far the chargeback of a charge is by the flags of its document; null when none says so. */
export function flaggedChargeback(
  flags: Partial<Record<DocumentFlag, { chargeId?: string }>>,
  chargeId: string,
): Chargeback | null {
  const stages = Object.keys(chargebackFlags) as Chargeback[];
  const isFlagged = (flag: DocumentFlag | null) => flag !== null && flags[flag]?.chargeId === chargeId;
  return stages.find((stage) => isFlagged(chargebackFlags[stage])) ?? null;
}

/**
 * Whether a charge says something of its chargeback that the flags do not. A chargeback of which nobody here heard and that
 * was won meanwhile is no news.
 */
export function isChargebackNews(
  { chargeback }: Pick<Charge, 'chargeback'>,
  flagged: Chargeback | null,
): boolean {
  const isEnded = chargeback === null || chargeback === 'reversed';
  return isEnded ? flagged === 'requested' || flagged === 'in_dispute' : chargeback !== flagged;
}
