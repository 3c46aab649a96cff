import pino, { type DestinationStream, type Logger } from 'pino';
import { loggedError } from '../domain/logged-error.ts';
import { logOutput } from '../log-output.ts';

/** The log of the worker, on standard output unless told otherwise. Temporal's SDK names its errors `error`. */
export function createLog(level: string, destination: DestinationStream = logOutput()): Logger {
  return pino({ name: 'worker', level, serializers: { err: loggedError, error: loggedError } }, destination);
}
