import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const zip = promisify(gzip);

/** A smaller answer fits one packet anyway. */
const worthwhileBytes = 1_024;

/**
 * Sends a body, compressed if the caller accepts gzip and the body is large enough. The body is compressed whole, not
 * as a stream: `cutOffUnread` must see how much memory an unread answer holds, and a compressing stream hides it.
 */
export async function sendCompressed(
  request: Request,
  response: Response,
  body: string | Buffer,
): Promise<void> {
  response.vary('accept-encoding');
  const plain = Buffer.from(body as string);
  if (plain.length < worthwhileBytes || request.acceptsEncodings('gzip') !== 'gzip') {
    response.send(plain);
    return;
  }
  const zipped = await zip(plain);
  response.set('content-encoding', 'gzip').send(zipped);
}
