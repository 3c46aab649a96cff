import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const zip = promisify(gzip);

/** Below this a packet is a packet. */
const worthwhileBytes = 1_024;

/**
 * Sends a body, compressed where the caller takes gzip and it is worth it. Compressed whole, not as a stream: what an
 * unread answer holds in memory must be seen by `cutOffUnread`, and a compressing stream hides it.
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
