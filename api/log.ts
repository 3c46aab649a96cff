import pino, { type DestinationStream, type Logger } from 'pino';
import { loggedError } from '../domain/logged-error.ts';
import { logOutput } from '../log-output.ts';

/** The log of the API, on standard output unless told otherwise. */
export function createLog(level: string, destination: DestinationStream = logOutput()): Logger {
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
