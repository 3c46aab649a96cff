import { Problem } from '../problems/problem.ts';

/**
 * The version that If-Match names; null when it is absent or `*`. A tag that no document ever had (RFC 9110, 13.1.1)
 * matches none, so it is read as version 0.
 */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const [, version] = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(header) ?? [];
  return version === undefined ? 0 : Number(version);
}

/** Throws 412 when the caller decided on an older version. */
export function demandVersion(ifMatch: number | null, version: number): void {
  if (ifMatch === null || ifMatch === version) return;
  throw new Problem('precondition_failed', { values: { version }, members: { version } });
}
