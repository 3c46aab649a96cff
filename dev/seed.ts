import { parseArgs } from 'node:util';
import pg from 'pg';
import { seedCompany } from './seed/company.ts';
import { demandThrowAway, SeedRefused } from './seed/throw-away.ts';

/**
 * Fills one new company with plausible rows, to try and measure a large one: `npm run seed -- --database
 * postgres://owner:password@host/name --documents 1000000 --payers 100000`. The address is of the owner of the tables. The database must have the newest schema, and
 * be marked as one that may be thrown away.
 */
const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    documents: { type: 'string', default: '1000000' },
    payers: { type: 'string', default: '100000' },
  },
});
const log = (line: string) => process.stderr.write(`${line}\n`);
const address = values.database ?? process.env.MIGRATION_DATABASE_URL;
if (!address) {
  log('Which database? --database postgres://owner:password@host/name');
  process.exit(2);
}
const client = new pg.Client({ connectionString: address });
await client.connect();
try {
  await demandThrowAway(client);
  const size = { documents: Number(values.documents), payers: Number(values.payers) };
  const { tenantId, key } = await seedCompany(client, size, log);
  console.log(`Company ${tenantId}. A key of it: ${key}`);
} catch (error) {
  if (!(error instanceof SeedRefused)) throw error;
  log(error.message);
  process.exitCode = 1;
} finally {
  await client.end();
}
