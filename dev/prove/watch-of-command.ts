import { Progress } from '../demo/progress.ts';
import type { Watch } from './run.ts';

/** The watch of a command: it speaks to the terminal, and Ctrl-C or a signal that asks it to end stops it. */
export function watchOfCommand(): Watch {
  const progress = new Progress();
  const stopRequest = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stopRequest.abort());
  return {
    signal: stopRequest.signal,
    say: (line) => progress.print(line),
    show: (state) => progress.show(state),
  };
}
