import { join } from 'node:path';
import { identifyProcess } from './process-identity.ts';
import type { RecordedPart, RunFile } from './run-record.ts';
import { type ProcessPlan, SupervisedProcess } from './supervised-process.ts';

/** Keeps a set of processes running, and their names and pids on record for whoever comes after a kill -9. */
export class Supervisor<Published> {
  readonly #options: { logsDir: string; log: (line: string) => void; runFile: RunFile<Published> };
  readonly #processes = new Map<string, SupervisedProcess>();
  readonly #parts: Record<string, RecordedPart> = {};
  #published: Published | undefined;
  #stopped = false;

  constructor(options: { logsDir: string; log: (line: string) => void; runFile: RunFile<Published> }) {
    this.#options = options;
    this.#record();
  }

  /** Starts a process and resolves when it is ready. Throws a `StackError` when it does not get ready. */
  async start(plan: ProcessPlan): Promise<void> {
    if (this.#stopped) throw new Error('The stack is being stopped.');
    const { log, logsDir } = this.#options;
    const supervised = new SupervisedProcess(plan, {
      log,
      logPath: join(logsDir, `${plan.name}.log`),
      onSpawn: (identity) => {
        this.#parts[plan.name] = { identity, stopSignal: plan.stopSignal };
        this.#record();
      },
    });
    this.#processes.set(plan.name, supervised);
    await supervised.start();
  }

  /** Tells others what runs where, now that everything does. */
  publish(published: Published): void {
    this.#published = published;
    this.#record();
  }

  has(name: string): boolean {
    return this.#processes.has(name);
  }

  /** What the part of this name is started by from its next start on: a new build, for example. */
  planNextStart(plan: ProcessPlan): void {
    this.#part(plan.name).planNextStart(plan);
  }

  /** Whether the part had a process to kill. */
  kill(name: string): boolean {
    return this.#part(name).kill();
  }

  /** Stops a part's process where it stands, lets it go on, or asks it to end and be replaced. Whether it had one. */
  signal(name: string, signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): boolean {
    return this.#part(name).signal(signal);
  }

  /** Stops the processes one after the other, the last started first: each can still reach what it needs. */
  async stopAll(): Promise<void> {
    this.#stopped = true;
    for (const supervised of [...this.#processes.values()].reverse()) await supervised.stop();
  }

  #part(name: string): SupervisedProcess {
    const supervised = this.#processes.get(name);
    if (supervised) return supervised;
    throw new Error(`There is no part "${name}"; there are ${[...this.#processes.keys()].join(', ')}.`);
  }

  #record(): void {
    const supervisor = identifyProcess(process.pid);
    if (!supervisor) throw new Error('Our own process cannot be identified.');
    const published = this.#published;
    this.#options.runFile.write({
      supervisor,
      parts: this.#parts,
      ...(published !== undefined && { published }),
    });
  }
}
