import { readdirSync, readFileSync } from 'node:fs';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, inject, it } from 'vitest';

const folder = new URL('../histories/', import.meta.url);

/** Runs that began under an earlier release go on under this one: the code must retrace every recorded history. */
describe('recorded histories', () => {
  beforeAll(() => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
  });

  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

  it('are there to be replayed', () => {
    expect(names.length).toBeGreaterThan(5);
  });

  it('are retraced by today’s workflows', async () => {
    const histories = names.map((name) => ({
      workflowId: name,
      history: JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
    }));
    const failures: string[] = [];
    const workflowBundle = { codePath: inject('workflowBundle') };
    for await (const result of Worker.runReplayHistories({ workflowBundle }, histories)) {
      if (result.error) failures.push(`${result.workflowId}: ${result.error.message}`);
    }
    expect(failures).toEqual([]);
  });
});
