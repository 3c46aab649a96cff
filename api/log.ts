import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * The log of the API. Of an error only what cannot name a person is kept: Postgres tells the values it choked on in
 * `detail` and `where`, and those are names, tax ids, amounts. It is written to standard output unless told otherwise.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    name: 'api',
    level,
    serializers: { err: describeError },
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

function describeError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return { type: error.name, message: error.message, code, stack: error.stack };
}
