import type { Request, Response } from 'express';

/**
 * The cookie of a session. Scripts cannot read it, and only our own pages send it. With https its name begins with
 * `__Host-`, so a browser refuses one that another host or an unencrypted page has set. Plain http, as in a first try
 * on one machine, cannot use this prefix.
 */
export function setSessionCookie(response: Response, publicUrl: string, secret: string, expires: Date): void {
  response.cookie(cookieName(publicUrl), secret, { ...attributes(publicUrl), expires });
}

export function clearSessionCookie(response: Response, publicUrl: string): void {
  response.clearCookie(cookieName(publicUrl), attributes(publicUrl));
}

/** The secret that the browser sent, or undefined. */
export function readSessionCookie(request: Request, publicUrl: string): string | undefined {
  const name = cookieName(publicUrl);
  const cookies = (request.headers.cookie ?? '').split(/; */).map((pair) => pair.split('='));
  const [, secret] = cookies.find(([given]) => given === name) ?? [];
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined;
}

function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? '__Host-remessa_session' : 'remessa_session';
}

function attributes(publicUrl: string) {
  return { httpOnly: true, secure: isSecure(publicUrl), sameSite: 'lax', path: '/' } as const;
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
