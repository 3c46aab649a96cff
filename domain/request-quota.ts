/**
 * What a call to Asaas is for, the weightiest first. Asaas counts all calls of an account together (Asaas reference
 * 1.6), so calls of less weight stop early and leave the rest of the quota to those that cannot wait.
 */
export const callPurposes = ['settle', 'amend', 'register', 'sweep'] as const;

export type CallPurpose = (typeof callPurposes)[number];

/** How many calls an account may make in a window, which opens with the first of them. */
export interface RequestQuota {
  requests: number;
  windowMs: number;
}

/**
 * The part of the quota that may be used up before a purpose has to wait for the next window. Registering leaves 15 %
 * for settlements and amendments; amendments leave 4 % for settlements; the last hundredth stays unused, because our
 * window opens a moment before Asaas' own.
 */
const shares: Record<CallPurpose, number> = { settle: 0.99, amend: 0.95, register: 0.85, sweep: 0.8 };

/** Sweeping repeats what webhooks should have said: it may cost this part of the quota and no more. */
const sweepShare = 0.05;

/** How many calls may have been made in the window, by everyone, when a call of this purpose is still let through. */
export function ceilingOf(purpose: CallPurpose, { requests }: RequestQuota): number {
  return Math.floor(requests * shares[purpose]);
}

/** How many calls all sweeps of one window may make. */
export function sweepCeiling({ requests }: RequestQuota): number {
  return Math.floor(requests * sweepShare);
}
