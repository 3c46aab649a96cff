import type { Request } from 'express';

/**
 * Whether a browser says that our own page sent this request: by `Sec-Fetch-Site`, otherwise by the host of `Origin`. A
 * request with neither does not come from a browser that we support.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === request.get('host');
}
