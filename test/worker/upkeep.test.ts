import { randomUUID } from 'node:crypto';
import pg from 'pg';
import pino from 'pino';
import { expect, it } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { runUpkeep } from '../../worker/upkeep.ts';
import { until } from '../environment/conditions.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { seedDocument } from '../environment/seeds.ts';

it('a worker folds what changed into the kept figures, and deletes what has been kept long enough', async () => {
  const url = await freshDatabase();
  const db = openDatabase(asApplication(url), { maxConnections: 3 });
  const superuser = new pg.Pool({ connectionString: url, max: 2 });
  const count = async (table: string) =>
    (await superuser.query(`select count(*)::int as count from ${table}`)).rows[0].count;
  const { tenantId } = await seedDocument(db, createSealer('7'.repeat(64)), 'key');
  await superuser.query(
    `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, subject, delivered_at)
     values ($1, $2, 'receivableDocument', 'old', 1, 's', '{}', now() - interval '1000 days')`,
    [randomUUID(), tenantId],
  );
  expect(await count('document_figure_changes')).toBe(1);
  const stopping = new AbortController();
  const upkeep = runUpkeep({ db, logger: pino({ level: 'silent' }), signal: stopping.signal });
  await until(
    'nothing is left to fold or to delete',
    async () => (await count('document_figure_changes')) === 0 && (await count('messages')) === 0,
  );
  expect(await count('document_figures')).toBe(1);
  stopping.abort();
  await upkeep;
  await Promise.all([db.destroy(), superuser.end()]);
});
