import { LogWatch } from '../stack/log-watch.ts';
import { readEntry } from '../stack/trouble.ts';

const fatalLevel = 60;

/**
 * API and worker may be killed, and never fall by an error that they did not expect: one line for each time that one did.
 * Reads the logs as they are now.
 */
export function ownFalls(logsDir: string): string[] {
  return new LogWatch(logsDir, {}).look().flatMap(({ part, line }) => {
    const entry = readEntry(line);
    return entry?.level === fatalLevel ? [`${part} ended by itself: ${entry.err?.message ?? line}`] : [];
  });
}
