import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess, isAlive, type ProcessIdentity } from './process-identity.ts';

export interface RecordedPart {
  identity: ProcessIdentity;
  stopSignal: NodeJS.Signals;
}

export interface RunRecord<Published> {
  supervisor: ProcessIdentity;
  /** In the order in which they were started. */
  parts: Record<string, RecordedPart>;
  /** There as soon as everything runs. */
  published?: Published;
}

/** `run.json`: who runs on a data directory, kept so that the start after a kill -9 finds the orphans. */
export class RunFile<Published> {
  readonly #path: string;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'run.json');
  }

  /** What was last written, or undefined when there is nothing (readable). */
  read(): RunRecord<Published> | undefined {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as RunRecord<Published>;
    } catch {
      return undefined;
    }
  }

  /** Synchronous on purpose: a child must be on record before anything else can happen to us. */
  write(record: RunRecord<Published>): void {
    const draft = `${this.#path}.new`;
    writeFileSync(draft, JSON.stringify(record, undefined, 2), { mode: 0o600 });
    renameSync(draft, this.#path);
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }

  /** Ends what a killed supervisor left running, last started first. Returns the names of what it ended. */
  async endOrphans(graceMs = 10_000): Promise<string[]> {
    const parts = Object.entries(this.read()?.parts ?? {}).reverse();
    const orphans = parts.filter(([, part]) => isAlive(part.identity));
    for (const [, part] of orphans) await endProcess(part.identity, part.stopSignal, graceMs);
    return orphans.map(([name]) => name);
  }
}
