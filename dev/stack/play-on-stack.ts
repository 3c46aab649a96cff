import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readSettings, type Settings } from '../../config.ts';
import { NoAnswer, RequestRefused } from '../demo/http-json.ts';
import { Stalled } from '../demo/wait-until.ts';
import { LogWatch } from './log-watch.ts';
import { serverNoise } from './server-noise.ts';
import { findRunningStack, type PublishedStack, type Stack, StackRunsAlready, startStack } from './stack.ts';
import { StackError } from './stack-error.ts';
import { consoleRow, describeStack } from './stack-summary.ts';
import { describeTroubles, type ExpectedTrouble, unexpected } from './trouble.ts';
import { until } from './waiting.ts';

/** What plays: it is told where everything is, and says whether everything that must hold holds. */
export type Play = (stack: PublishedStack, settings: Settings, options: Options) => Promise<Played>;

/** What the command was given beside `--exit`, each as it was written. */
export type Options = Record<string, string>;

export interface Played {
  holds: boolean;
  /** Shown while everything stays up. */
  after: string[];
  /** Opens the console on the play's company. Then it is the only one shown: the first company has nothing of the play. */
  signInLink?: string;
  /** What processes may log as an error, or answer 5xx, in this play. Nothing, unless it says so. */
  expectedTrouble?: readonly ExpectedTrouble[];
}

/**
 * Plays on the stack that runs on the data directory, or on one of its own, which it ends afterwards: at once with
 * `--exit`, else at Ctrl-C. The exit code is 1 when something did not hold, or when a process logged an error or answered
 * 5xx since the play began. `defaults` are the options that the play takes, with what they are unless given.
 */
export async function playOnStack(
  play: Play,
  log: (line: string) => void,
  defaults: Options = {},
): Promise<void> {
  const stopRequest = new AbortController();
  let ownStack: Stack | undefined;
  let isStarting = true;
  let holds = true;

  const leave = async (): Promise<never> => {
    await ownStack?.stop();
    process.exit(holds ? 0 : 1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopRequest.signal.aborted) return;
      log(`\n${signal}: stopping ...`);
      stopRequest.abort();
      // A start that is under way ends its own parts first, then comes to the catch below.
      if (!isStarting) void leave();
    });
  }

  try {
    const own = Object.entries(defaults).map(([name, given]) => [name, { type: 'string', default: given }]);
    const { values } = parseArgs({
      options: { exit: { type: 'boolean', default: false }, ...Object.fromEntries(own) },
    });
    const { exit, ...options } = values as { exit: boolean } & Options;
    const settings = readSettings();
    const logs = new LogWatch(join(resolve(settings.DATA_DIR), 'logs'));
    ownStack = await startUnlessRunning(settings, log, stopRequest.signal);
    isStarting = false;
    const published = ownStack ?? (await runningStack(settings, log, stopRequest.signal));
    const { after, expectedTrouble, signInLink, ...played } = await play(published, settings, options);
    // What goes wrong while everything is stopped counts too.
    if (exit) await ownStack?.stop();
    const isQuiet = judgeLogs(logs, expectedTrouble ?? [], log);
    holds = played.holds && isQuiet;
    if (exit && ownStack) await leave();
    for (const line of ['', ...after]) log(line);
    if (!ownStack) {
      if (signInLink) log(consoleRow(signInLink));
      await leave();
    }
    log(`\n${await describeStack(published, signInLink)}\n\nEverything stays up for exploring until Ctrl-C.`);
  } catch (error) {
    if (!stopRequest.signal.aborted) {
      console.error('\n', isExpected(error) ? (error as Error).message : error);
      holds = false;
    }
    await leave();
  }
}

/** Says what no play expects of the processes. Returns whether there is nothing to say. */
function judgeLogs(
  logs: LogWatch,
  expected: readonly ExpectedTrouble[],
  log: (line: string) => void,
): boolean {
  const troubles = unexpected(logs.look(), [...expected, ...serverNoise]);
  const isQuiet = troubles.length === 0;
  log(`  ${isQuiet ? '✓' : '✗'} no process logged an error or answered 5xx`);
  for (const line of describeTroubles(troubles)) log(`  ${line}`);
  return isQuiet;
}

async function startUnlessRunning(
  settings: Settings,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<Stack | undefined> {
  try {
    return await startStack(settings, { log, signal });
  } catch (error) {
    if (error instanceof StackRunsAlready) return undefined;
    throw error;
  }
}

async function runningStack(
  settings: Settings,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<PublishedStack> {
  log('Using the stack that runs already.');
  const isUp = async () => findRunningStack(settings.DATA_DIR)?.published !== undefined;
  await until(isUp, { timeoutMs: 600_000, signal });
  const running = findRunningStack(settings.DATA_DIR)?.published;
  if (!running) throw new StackError('The stack that was being started did not come up; see its console.');
  return running;
}

function isExpected(error: unknown): boolean {
  return [StackError, ConfigError, Stalled, NoAnswer, RequestRefused].some((kind) => error instanceof kind);
}
