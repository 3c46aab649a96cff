import pg from 'pg';
import { expect, it } from 'vitest';
import { createLog } from '../../worker/log.ts';
import { freshDatabase } from '../environment/databases.ts';
import { expectTrouble } from '../environment/quiet.ts';

it.each(['err', 'error'])(
  'the log of the worker shows no row of the database that an %s of Postgres shows',
  async (key) => {
    expectTrouble({
      part: 'postgres',
      line: /ERROR: {2}new row for relation "people" violates check constraint/,
      why: 'The test asks for an error that shows a row.',
    });
    const database = new pg.Client({ connectionString: await freshDatabase() });
    await database.connect();
    await database.query('create temporary table people (tax_id text check (tax_id is null))');
    const error = await database
      .query('insert into people values ($1)', ['24971563792'])
      .catch((failure: Error) => failure);
    await database.end();
    expect(error).toHaveProperty('detail', expect.stringContaining('24971563792'));
    const lines: string[] = [];
    createLog('info', { write: (line) => lines.push(line) }).error({ [key]: error }, 'A step failed');
    expect(lines.join()).toContain('people_tax_id_check');
    expect(lines.join()).not.toContain('24971563792');
  },
);
