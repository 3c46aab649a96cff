import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../project.ts';
import { openLog, tailOfLog } from './log-file.ts';
import { identifyProcess, type ProcessIdentity } from './process-identity.ts';
import { StackError } from './stack-error.ts';
import { until } from './waiting.ts';

export interface ProcessPlan {
  name: string;
  command: Command;
  env?: NodeJS.ProcessEnv;
  /** The user to run as, where it is not our own. */
  user?: { uid: number; gid: number } | undefined;
  stopSignal: NodeJS.Signals;
  isReady: () => Promise<boolean>;
  readyWithinMs: number;
  /** Run before each start, the first and every later one. */
  prepare?: () => Promise<void>;
}

export interface ProcessSurroundings {
  logPath: string;
  log: (line: string) => void;
  /** Called in the same instant in which the process came to be. */
  onSpawn: (identity: ProcessIdentity) => void;
}

const longestBackOffMs = 5_000;
/** A process that ran this long has recovered: its next fall is met without delay again. */
const recoveredAfterMs = 30_000;
const stopGraceMs = 15_000;

/** One child process, kept running until it is stopped. */
export class SupervisedProcess {
  #plan: ProcessPlan;
  readonly #surroundings: ProcessSurroundings;
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  #keeping: Promise<void> | undefined;

  constructor(plan: ProcessPlan, surroundings: ProcessSurroundings) {
    this.#plan = plan;
    this.#surroundings = surroundings;
  }

  /** Resolves once the process is ready. Throws a `StackError` with the end of its log when it does not get so. */
  async start(): Promise<void> {
    await this.#runUntilReady();
    this.#keeping = this.#keepRunning();
  }

  /** What the process is started by from its next start on. The one that runs is left as it is. */
  planNextStart(plan: ProcessPlan): void {
    this.#plan = plan;
  }

  /** Kills the process without a word to it; the supervision then starts it again. Whether there was one to kill. */
  kill(): boolean {
    return this.#child?.kill('SIGKILL') ?? false;
  }

  /**
   * Stops the process where it stands, lets it go on, or asks it to end; then it is started again. Whether there is one
   * to signal.
   */
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): boolean {
    return this.#child?.kill(signal) ?? false;
  }

  /** Ends the process for good: asks, waits, and then does not ask. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child && isRunning(child)) {
      const ended = once(child, 'exit');
      child.kill(this.#plan.stopSignal);
      const force = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
      await ended;
      clearTimeout(force);
    }
    await this.#keeping;
  }

  async #keepRunning(): Promise<void> {
    const { name } = this.#plan;
    const { log, logPath } = this.#surroundings;
    let backOffMs = 0;
    while (!this.#stopping.signal.aborted) {
      const aliveSinceMs = Date.now();
      if (this.#child && isRunning(this.#child)) await once(this.#child, 'exit');
      if (this.#stopping.signal.aborted) return;
      backOffMs =
        Date.now() - aliveSinceMs > recoveredAfterMs ? 0 : Math.min(backOffMs * 2 || 250, longestBackOffMs);
      log(`${name} ended (${endOf(this.#child)}); starting it again. Its log: ${logPath}`);
      try {
        await sleep(backOffMs, undefined, { signal: this.#stopping.signal });
        await this.#runUntilReady();
        log(`${name} runs again.`);
      } catch (error) {
        if (!this.#stopping.signal.aborted) log((error as Error).message);
      }
    }
  }

  async #runUntilReady(): Promise<void> {
    const { name, isReady, readyWithinMs, prepare } = this.#plan;
    const { logPath } = this.#surroundings;
    const logFromByte = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0;
    await prepare?.();
    this.#stopping.signal.throwIfAborted();
    const child = this.#spawn();
    const settled = async () => !isRunning(child) || (await isReady());
    const inTime = await until(settled, { timeoutMs: readyWithinMs, signal: this.#stopping.signal });
    if (isRunning(child) && inTime) return;
    const what = inTime ? `ended at once (${endOf(child)})` : `was not ready after ${readyWithinMs / 1000} s`;
    child.kill('SIGKILL');
    throw new StackError(`${name} ${what}. The end of ${logPath}:\n${tailOfLog(logPath, logFromByte)}`);
  }

  #spawn(): ChildProcess {
    const { command, env, user } = this.#plan;
    const log = openLog(this.#surroundings.logPath);
    const child = spawn(command.file, command.args, {
      env: { ...process.env, ...env },
      // Straight into a file: a child whose supervisor was killed can go on writing until it is found.
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C in the terminal then reaches the supervisor only, which stops in order.
      detached: true,
      ...user,
    });
    closeSync(log);
    this.#child = child;
    child.on('error', (error) => this.#surroundings.log(`${this.#plan.name}: ${error.message}`));
    const identity = child.pid === undefined ? undefined : identifyProcess(child.pid);
    if (identity) this.#surroundings.onSpawn(identity);
    return child;
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function endOf(child: ChildProcess | undefined): string {
  return child?.signalCode ?? `exit code ${child?.exitCode ?? 'unknown'}`;
}
