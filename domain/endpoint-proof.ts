import type { EndpointStatus } from './erp-delivery.ts';

/** What a challenge is told as, like an event. It is in no feed. */
export const challengeType = 'webhook_endpoint.challenged';

/** Why an address has not proved yet that it wants our deliveries. `waiting`: it was not asked. */
export const proofFailures = ['waiting', 'no_answer', 'refused', 'wrong_answer'] as const;

export type ProofFailure = (typeof proofFailures)[number];

const cure =
  'Faça o endereço responder 2xx com {"challenge": "<o valor recebido em data.challenge>"} e peça o desafio de novo.';

/** The same in Portuguese, with the cure. */
export const proofWords: Record<ProofFailure, string> = {
  waiting: `O endereço ainda não respondeu ao desafio, e nada é entregue até lá. ${cure}`,
  no_answer: `O endereço não respondeu ao desafio, e nada é entregue até lá. ${cure}`,
  refused: `O endereço recusou o desafio, e nada é entregue até lá. ${cure}`,
  wrong_answer: `O endereço respondeu, mas não com o desafio, e nada é entregue até lá. ${cure}`,
};

/** How an endpoint stands: `pending` until its address has answered the challenge. */
export const shownStatuses = ['pending', 'active', 'paused', 'parked'] as const;

export type ShownStatus = (typeof shownStatuses)[number];

export function shownStatus(endpoint: { status: EndpointStatus; proved_at: Date | null }): ShownStatus {
  return endpoint.status === 'active' && !endpoint.proved_at ? 'pending' : endpoint.status;
}

/**
 * What is wrong with an address' answer to a challenge; null when it proves that the address wants our deliveries. The
 * challenge must stand in a field of its own: a server that sends back whatever it gets proves nothing.
 */
export function proofFailure(
  { status, body }: { status: number | null; body: string },
  challenge: string,
): ProofFailure | null {
  if (status === null) return 'no_answer';
  if (status < 200 || status > 299) return 'refused';
  return challengeIn(body) === challenge ? null : 'wrong_answer';
}

function challengeIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { challenge?: unknown } | null)?.challenge;
  } catch {
    return undefined;
  }
}
