import pino, { type Logger } from 'pino';
import { runRelay } from '../../worker/relay.ts';

export type Logged = Record<string, unknown>[];

/** Writes each line, read, to the end of `logged`. */
export function loggerInto(logged: Logged): Logger {
  return pino({ level: 'info' }, { write: (line: string) => logged.push(JSON.parse(line)) });
}

/** A relay whose log lines a test can read. */
export function runLoggingRelay(
  place: Omit<Parameters<typeof runRelay>[0], 'logger' | 'pulse'>,
  logged: Logged,
): Promise<void> {
  return runRelay({ ...place, logger: loggerInto(logged), pulse: { relayedAtMs: null } });
}
