import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type EmbeddedPostgres,
  embeddedPostgres,
  ensureDatabase,
} from '../../../dev/programs/embedded-postgres.ts';
import { postgresUser } from '../../../dev/programs/postgres-user.ts';
import { freePort } from '../../../dev/stack/ports.ts';
import { identifyProcess } from '../../../dev/stack/process-identity.ts';
import { RunFile } from '../../../dev/stack/run-record.ts';
import { Supervisor } from '../../../dev/stack/supervisor.ts';
import { removeRun } from '../../environment/abandoned-runs.ts';
import { temporaryFolder } from '../stack/temporary-folder.ts';

const isRoot = process.getuid?.() === 0;

describe('the embedded Postgres', () => {
  it('keeps its data between starts, also past a kill -9', async () => {
    const folder = temporaryFolder();
    const first = await started(folder);
    await ensureDatabase(first.postgres, 'kept');
    process.kill(new RunFile(folder).read()?.parts.postgres?.identity.pid ?? 0, 'SIGKILL');
    await first.supervisor.stopAll();
    const second = await started(folder);
    expect(await databases(second.postgres)).toContain('kept');
  });

  it('is made anew where an earlier start left half of it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'postgres.new-1a2b3c4d', 'base'), { recursive: true });
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '18\n');
    const { postgres, lines } = await started(folder);
    expect(await databases(postgres)).toContain('postgres');
    expect(lines[0]).toMatch(/holds no complete database; making it anew/);
    expect(existsSync(join(folder, 'postgres.new-1a2b3c4d'))).toBe(false);
  });

  it('starts over a stale postmaster.pid whose number now belongs to a stranger, and lets that one live', async () => {
    const folder = temporaryFolder();
    await (await started(folder)).supervisor.stopAll();
    const stranger = sleeper();
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), `${stranger.pid}\n/somewhere\n`);
    const { postgres } = await started(folder);
    expect(await databases(postgres)).toContain('postgres');
    expect(identifyProcess(stranger.pid ?? 0)).toBeDefined();
  });

  it.runIf(isRoot)('works as root in a folder that the user postgres cannot enter', async () => {
    const closed = temporaryFolder();
    chmodSync(closed, 0o700);
    const folder = join(closed, 'data');
    mkdirSync(folder);
    onTestFinished(() => removeRun(folder));
    const first = await started(folder);
    await ensureDatabase(first.postgres, 'kept');
    expect(first.lines[0]).toMatch(/cannot enter .* lives in \/.*remessa-/);
    expect(lstatSync(join(folder, 'postgres-home')).isSymbolicLink()).toBe(true);
    await first.supervisor.stopAll();
    expect(await databases((await started(folder)).postgres)).toContain('kept');
  });
});

async function started(dataDir: string) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const postgres = await embeddedPostgres({ dataDir, port: await freePort(), durable: false, log });
  const supervisor = new Supervisor({ logsDir: join(dataDir, 'logs'), log, runFile: new RunFile(dataDir) });
  onTestFinished(() => supervisor.stopAll());
  await supervisor.start(postgres.plan);
  return { postgres, supervisor, lines };
}

async function databases(postgres: EmbeddedPostgres): Promise<string[]> {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
  await client.end();
  return rows.map(({ datname }) => datname);
}

function sleeper(): ChildProcess {
  // Of the same user as Postgres: another user's process it does not take for a server anyway.
  const child = spawn('sleep', ['60'], { ...postgresUser() });
  onTestFinished(() => void child.kill());
  return child;
}
