import pino, { type DestinationStream } from 'pino';

/**
 * Standard output, as the place of a log. A line that cannot be written is lost (the disk is full, the reader is gone): no
 * payment waits for a log.
 */
export function logOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  // Without a listener Node throws the error, and that ends the process.
  output.on('error', () => {});
  return output;
}
