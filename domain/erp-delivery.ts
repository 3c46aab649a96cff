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

/** Which addresses webhooks to ERPs may have. */
export interface AllowedAddresses {
  /** Plain http, addresses without a name and private networks, at any port: for development. */
  privateAllowed: boolean;
  /** The ports of https that may be called otherwise. */
  ports: readonly number[];
}

/**
 * What is wrong with an address for webhooks; null when nothing is. Where the address leads is checked at each call.
 */
export function findUrlFault(text: string, { privateAllowed, ports }: AllowedAddresses): UrlFault | null {
  if (!URL.canParse(text)) return 'not_a_url';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'has_credentials';
  if (privateAllowed && url.protocol === 'http:') return null;
  if (url.protocol !== 'https:') return 'not_https';
  if (privateAllowed) return null;
  if (isAddressLiteral(url.hostname)) return 'no_name';
  return ports.includes(portOf(url)) ? null : 'other_port';
}

export type UrlFault = 'not_a_url' | 'has_credentials' | 'not_https' | 'no_name' | 'other_port';

/** Whether the host is an IP address. `URL` writes every spelling of an IPv4 address in four numbers. */
export function isAddressLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+(\.\d+){3}$/.test(hostname);
}

/** The port that a call of the address goes to. */
export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
