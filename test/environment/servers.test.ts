import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { searchAttributes } from '../../workflows/search-attributes.ts';
import { freshDatabase } from './databases.ts';
import { freshNamespace, temporalAddress } from './namespaces.ts';
import { startTimeSkipping } from './time-skipping.ts';

describe('the servers that tests share', () => {
  it('give each caller an empty database of the newest schema', async () => {
    const [first, second] = await Promise.all([freshDatabase(), freshDatabase()]);
    expect(first).not.toBe(second);
    const client = new pg.Client({ connectionString: first });
    await client.connect();
    const { rows } = await client.query('select count(*)::int as documents from documents');
    await client.end();
    expect(rows).toEqual([{ documents: 0 }]);
  });

  it('give each caller a namespace in which workflows can carry our search attributes', async () => {
    const [namespace, other] = await Promise.all([freshNamespace(), freshNamespace()]);
    expect(namespace).not.toBe(other);
    const connection = await Connection.connect({ address: temporalAddress() });
    const client = new Client({ connection, namespace });
    const handle = await client.workflow.start('nobodyRunsThis', {
      workflowId: 'one',
      taskQueue: 'nobody',
      typedSearchAttributes: [{ key: searchAttributes.tenantId, value: 'tenant-1' }],
    });
    expect((await handle.describe()).typedSearchAttributes.get(searchAttributes.tenantId)).toBe('tenant-1');
    await connection.close();
  });

  it('skip time where a test asks for it', async () => {
    const environment = await startTimeSkipping();
    try {
      const before = await environment.currentTimeMs();
      await environment.sleep('30 days');
      expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 86_400_000);
    } finally {
      await environment.teardown();
    }
  });
});
