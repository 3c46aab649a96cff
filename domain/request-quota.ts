/**
 * The purpose of a call to Asaas, the most important first. Asaas counts all calls of an account together (Asaas
 * reference 1.6). So the less important calls stop early and leave the rest of the quota to the others.
 */
export const callPurposes = ['settle', 'amend', 'register', 'notices', 'sweep'] as const;

export type CallPurpose = (typeof callPurposes)[number];

/** How many calls an account may make in a window. The first call opens the window. */
export interface RequestQuota {
  requests: number;
  windowMs: number;
}

/**
 * The part of the quota that may be used before a purpose must wait for the next window. Registering leaves 15 % for
 * amendments and settlements. Amendments leave 5 % for settlements. Settlements leave 1 % unused, because our window
 * opens a moment before Asaas' window. Notices stop at half: a change of them costs a call for each payer, and nobody
 * waits for it.
 */
const shares: Record<CallPurpose, number> = {
  settle: 0.99,
  amend: 0.95,
  register: 0.85,
  notices: 0.5,
  sweep: 0.8,
};

/** Sweeping reads again what webhooks should have told. It may use only this part of the quota. */
const sweepShare = 0.05;

/** A call of this purpose is allowed while fewer calls than this were made in the window, by all purposes together. */
export function ceilingOf(purpose: CallPurpose, { requests }: RequestQuota): number {
  return Math.floor(requests * shares[purpose]);
}

/** How many calls all sweeps of one window may make. */
export function sweepCeiling({ requests }: RequestQuota): number {
  return Math.floor(requests * sweepShare);
}
