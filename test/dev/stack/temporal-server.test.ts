import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findTemporalCli } from '../../../dev/programs/temporal-cli.ts';
import { freePort } from '../../../dev/stack/ports.ts';
import { RunFile } from '../../../dev/stack/run-record.ts';
import { Supervisor } from '../../../dev/stack/supervisor.ts';
import { temporalServerPlan } from '../../../dev/stack/temporal-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the embedded Temporal server with a database file', () => {
  it('keeps a workflow past a kill -9 at the moment after its start was answered', async () => {
    const folder = temporaryFolder();
    const first = await started(folder);
    const { runId } = await inClient(first.address, (client) => startOne(client));
    process.kill(first.pid(), 'SIGKILL');
    await first.supervisor.stopAll();
    const second = await started(folder);
    const kept = await inClient(second.address, (client) => client.workflow.getHandle('one').describe());
    expect(kept.runId).toBe(runId);
  });

  it('writes ahead, which more than doubles what it can do', async () => {
    const folder = temporaryFolder();
    await started(folder);
    expect(existsSync(join(folder, 'temporal.db-wal'))).toBe(true);
  });
});

async function startOne(client: Client): Promise<{ runId: string }> {
  const options = { workflowId: 'one', taskQueue: 'nobody' };
  return { runId: (await client.workflow.start('nobodyRunsThis', options)).firstExecutionRunId };
}

async function started(folder: string) {
  const port = await freePort();
  const runFile = new RunFile(folder);
  const supervisor = new Supervisor({ logsDir: join(folder, 'logs'), log: () => {}, runFile });
  onTestFinished(() => supervisor.stopAll());
  const executable = await findTemporalCli(() => {});
  const databaseFile = join(folder, 'temporal.db');
  await supervisor.start(temporalServerPlan({ executable, port, databaseFile, namespaces: ['default'] }));
  const pid = () => runFile.read()?.parts.temporal?.identity.pid ?? 0;
  return { supervisor, pid, address: `127.0.0.1:${port}` };
}

async function inClient<T>(address: string, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}
