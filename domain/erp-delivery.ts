/** `paused`: by a person. `parked`: the endpoint asked for it (HTTP 410) or failed for a week. */
export const endpointStatuses = ['active', 'paused', 'parked'] as const;

export type EndpointStatus = (typeof endpointStatuses)[number];

export const deliveryStatuses = ['waiting', 'delivered', 'given_up'] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long a delivery or an endpoint may fail before we give up. */
export const patienceMs = 7 * 24 * hour;

/** How long the old secret still signs beside the new one after a rotation. */
export const secretOverlapMs = 24 * hour;

const pauses = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour];
const longestPauseMs = 8 * hour;

/** How long to wait after so many failures in a row. With these pauses a week has 30 tries. */
export function pauseAfterFailures(failures: number): number {
  return pauses[failures - 1] ?? longestPauseMs;
}

/** Whether to give up now on something that fails since `failingSince`. */
export function isOutOfPatience(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= patienceMs;
}

/**
 * What is wrong with an address for webhooks; null when nothing is. Where the address leads is checked at each call.
 */
export function findUrlFault(text: string, { privateAllowed }: { privateAllowed: boolean }): UrlFault | null {
  if (!URL.canParse(text)) return 'not_a_url';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'has_credentials';
  if (url.protocol === 'https:') return null;
  return privateAllowed && url.protocol === 'http:' ? null : 'not_https';
}

export type UrlFault = 'not_a_url' | 'has_credentials' | 'not_https';
