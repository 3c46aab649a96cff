import { Problem } from '../problems/problem.ts';

/**
 * The version in If-Match. Null when the header is absent or `*`. A tag that no document ever had (RFC 9110, 13.1.1)
 * matches nothing, so it becomes version 0.
 */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const [, version] = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(header) ?? [];
  return version === undefined ? 0 : Number(version);
}

/** Throws 412 when the caller's version is not the current one. */
export function demandVersion(ifMatch: number | null, version: number): void {
  if (ifMatch === null || ifMatch === version) return;
  throw new Problem('precondition_failed', { values: { version }, members: { version } });
}
