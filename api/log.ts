import pino, { type DestinationStream, type Logger } from 'pino';
import { loggedError } from '../domain/logged-error.ts';

/** The log of the API, on standard output unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    name: 'api',
    level,
    serializers: { err: loggedError },
    redact: [
      'apiKey',
      'token',
      'authorization',
      'taxId',
      '*.apiKey',
      '*.token',
      '*.authorization',
      '*.taxId',
    ],
  };
  return pino(options, destination);
}
