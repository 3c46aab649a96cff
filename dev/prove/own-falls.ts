import { LogWatch } from '../stack/log-watch.ts';

const fatalLevel = 60;

/**
 * API and worker may be killed, and never fall by an error that they did not expect: one line for each time that one did.
 * Reads the logs as they are now.
 */
export function ownFalls(logsDir: string): string[] {
  return new LogWatch(logsDir, {}).look().flatMap(({ part, line }) => {
    const { level, err } = readEntry(line);
    return level === fatalLevel ? [`${part} ended by itself: ${err?.message ?? line}`] : [];
  });
}

function readEntry(line: string): { level?: number; err?: { message?: string } } {
  return line.startsWith('{') ? JSON.parse(line) : {};
}
