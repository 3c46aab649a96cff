import { ConfigError, readSettings } from '../config.ts';
import { findRunningStack, type Stack, StackRunsAlready, startStack } from './stack/stack.ts';
import { StackError } from './stack/stack-error.ts';
import { describeStack } from './stack/stack-summary.ts';

/**
 * `npm start`: Postgres, Temporal, the simulator, API, worker and console on this machine, until Ctrl-C. The data stays in
 * DATA_DIR (`.data`). Where a setting names a part of your own, that one is used (docs/operations.md).
 */
const startedAtMs = Date.now();
const log = (line: string) => console.log(line);
const stopRequest = new AbortController();

try {
  const settings = readSettings();
  let stack: Stack | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopRequest.signal.aborted) return;
      log(`\n${signal}: stopping everything ...`);
      stopRequest.abort();
      void stack?.stop().then(goodbye);
    });
  }
  stack = await startStack(settings, { log, signal: stopRequest.signal });
  const tookS = Math.round((Date.now() - startedAtMs) / 1000);
  log(
    `\nRemessa is up (${tookS} s).\n\n${await describeStack(stack)}\n\nCtrl-C stops everything; the data stays.`,
  );
} catch (error) {
  if (stopRequest.signal.aborted) goodbye();
  if (error instanceof StackRunsAlready) await tellOfRunningStack();
  if (!(error instanceof StackError || error instanceof ConfigError)) throw error;
  console.error(`\n${error.message}`);
  process.exit(1);
}

function goodbye(): never {
  log('Stopped.');
  process.exit(0);
}

async function tellOfRunningStack(): Promise<never> {
  const running = findRunningStack(readSettings().DATA_DIR);
  const how = running?.published ? 'runs already' : 'is being started already';
  log(`Remessa ${how}${running ? ` (stop it with Ctrl-C there, or kill ${running.pid})` : ''}.`);
  if (running?.published) log(`\n${await describeStack(running.published)}`);
  process.exit(0);
}
