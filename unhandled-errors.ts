import { randomUUID } from 'node:crypto';

/** Writes `err` without what can name a person, as the logs of API and worker do. */
interface FatalLog {
  fatal(fields: { errorId: string; err: unknown }, message: string): void;
}

/**
 * Ends the process, with one line in its log and exit code 1, on an error or a rejected promise that nobody handled. What it
 * was doing is unknown then, and whoever started it starts it again. Without this Node would end it too, but print
 * the error whole: an error of Postgres names the values of a row, and these may be people.
 */
export function endOnUnhandledErrors(log: FatalLog): void {
  // Rejected promises that nobody handles come here as well. https://nodejs.org/api/process.html#event-uncaughtexception
  process.on('uncaughtException', (error: unknown) => {
    log.fatal({ errorId: randomUUID(), err: error }, 'Nobody handled this error: the process ends');
    process.exit(1);
  });
}
