import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, request } from 'undici';
import { isAddressLiteral, portOf } from '../domain/erp-delivery.ts';

/** What an address outside of our control answered. `status` is null when no answer came. */
export interface PostResult {
  status: number | null;
  /** The answer's beginning, as text. Empty when it could not be read. */
  body: string;
  error: string | null;
}

export type GuardedPost = (
  url: string,
  headers: Record<string, string>,
  body: string,
  signal?: AbortSignal,
) => Promise<PostResult>;

const connectTimeoutMs = 3_000;
const totalTimeoutMs = 10_000;

/** The rest of a longer answer is not read: the body matters for a challenge alone, and is short then. */
const readBytesMax = 64 * 1_024;

/**
 * Posts to an address that somebody else chose. The name is resolved once, all its addresses are checked, and the
 * connection uses one of them. So changing the name after the check does not help an attacker. Redirects are not
 * followed. Never throws. `privateAllowed` allows loopback and private networks, for development.
 */
export function guardedPost({
  privateAllowed,
  ports,
  lookUp = lookup,
}: {
  privateAllowed: boolean;
  /** The ports that may be called; all of them without it, and where private addresses are allowed. */
  ports?: readonly number[];
  /** Who answers which addresses a name has; the operating system unless given. */
  lookUp?: LookupFunction;
}): GuardedPost {
  const agent = new Agent({
    connect: { timeout: connectTimeoutMs, lookup: privateAllowed ? lookUp : publicLookup(lookUp) },
    headersTimeout: totalTimeoutMs,
    bodyTimeout: totalTimeoutMs,
    maxResponseSize: readBytesMax,
  });
  return async (url, headers, body, signal) => {
    if (!URL.canParse(url)) return { status: null, body: '', error: 'not an address' };
    const refusal = privateAllowed ? null : refusalOf(new URL(url), ports);
    if (refusal) return { status: null, body: '', error: refusal };
    const timeout = AbortSignal.timeout(totalTimeoutMs);
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: agent,
        headers,
        body,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      // The status is the answer. A body that is too long or too slow changes nothing.
      const text = await readBeginning(answer.body).catch(() => '');
      return { status: answer.statusCode, body: text, error: null };
    } catch (error) {
      return { status: null, body: '', error: describe(error) };
    }
  };
}

async function readBeginning(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= readBytesMax) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Whether an address is on the public internet: not loopback, private, link-local, reserved, or a tunnel to one of
 * these.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address inside an IPv6 address counts as the IPv4 address.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  // "unicast" is what no other range has, the old `::127.0.0.1` too. Nothing else in IPv6 was given out.
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast);
}

/** https://www.iana.org/assignments/ipv6-address-space */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Why an address is not even looked up. An IP address is never looked up as a name, so it is judged here; a public one has
 * no certificate that says whose it is. What was allowed when the endpoint was made may be so no longer.
 */
function refusalOf(url: URL, ports: readonly number[] | undefined): string | null {
  const { hostname } = url;
  if (isAddressLiteral(hostname)) {
    const isPublic = isPublicAddress(hostname.replace(/^\[|\]$/g, ''));
    return isPublic ? `${hostname} is an address without a name` : forbidden(hostname);
  }
  return ports && !ports.includes(portOf(url)) ? `port ${portOf(url)} is not one that may be called` : null;
}

/** Looks a name up once and hands its addresses on, if all of them are public. */
function publicLookup(lookUp: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), '', 0);
      const wrong = addresses.find(({ address }) => !isPublicAddress(address));
      if (wrong) return callback(new Error(forbidden(hostname)), '', 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function forbidden(hostname: string): string {
  return `${hostname} leads to an address that is not public`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: unknown }).code;
  if (error.name === 'TimeoutError') return `no answer within ${totalTimeoutMs / 1_000} seconds`;
  return typeof code === 'string' ? `${code}: ${error.message}` : error.message;
}
