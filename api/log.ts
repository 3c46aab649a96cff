import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * The log of the API, on standard output unless told otherwise. Of an error it writes only parts that cannot name a
 * person: in `detail` and `where` Postgres shows values, and these can be names, tax ids and amounts.
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
