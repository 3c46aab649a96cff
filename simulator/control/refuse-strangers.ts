import type { Request, RequestHandler } from 'express';

/**
 * The control API asks for no key, so it answers to programs and to the desk page of this machine alone. A page of another
 * site that runs in a browser here has a local address too. It is known by what browsers say of it and pages cannot
 * change: the site that it comes from, and the name under which it looked for us (a name of its own that it made
 * point to 127.0.0.1). https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/
 */
export const refuseStrangers: RequestHandler = (req, res, next) => {
  const reason = findStranger(req);
  if (reason) res.status(403).json({ error: reason });
  else next();
};

function findStranger(req: Request): string | null {
  const { host = '', origin } = req.headers;
  if (!isLoopbackAddress(req.socket.remoteAddress ?? '')) return 'the control API answers on loopback only';
  if (!isLoopbackHost(host)) return 'the control API answers to the names of this machine only';
  if (origin !== undefined && origin !== `http://${host}`) return 'no page of another site may call this';
  // An image or a link of another site sends no Origin, but all browsers send this.
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'no page of another site may call this';
  return null;
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

/** The names that no DNS server can give to somebody else, with any port. */
function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}
