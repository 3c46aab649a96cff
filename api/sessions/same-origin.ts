import type { Request } from 'express';

/**
 * Whether a browser says that one of our own pages sent this: `Sec-Fetch-Site` where it is sent, else the host of
 * `Origin`. A request with neither comes from no browser that we serve.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === request.get('host');
}
