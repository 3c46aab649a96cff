import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { RunFile } from '../stack/run-record.ts';

/** What the numbers were taken on. */
export function describeMachine(): string {
  const gib = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${gib} GiB, all processes on this machine.`;
}

/** The most memory each part of the stack was seen to hold, in MiB, its children included. */
export class MemoryWatch {
  readonly #run: RunFile<unknown>;
  readonly #peaks = new Map<string, number>();

  constructor(dataDir: string) {
    this.#run = new RunFile(dataDir);
  }

  /** Looks once. Postgres' children share memory that is counted for each of them. */
  look(): void {
    const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    for (const [name, { identity }] of Object.entries(this.#run.read()?.parts ?? {})) {
      const own = processes.filter(([pid, parent]) => pid === identity.pid || parent === identity.pid);
      const mib = own.reduce((sum, [, , rss = 0]) => sum + rss / 1_024, 0);
      this.#peaks.set(name, Math.max(this.#peaks.get(name) ?? 0, Math.round(mib)));
    }
  }

  describe(): string {
    return [...this.#peaks].map(([name, mib]) => `${name} ${mib}`).join(', ');
  }
}
