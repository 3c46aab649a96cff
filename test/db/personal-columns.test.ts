import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifiedTables, columnsOf } from '../../db/people/personal-columns.ts';
import { projectRoot } from '../../dev/project.ts';
import { personalKinds, personalUses } from '../../domain/personal-data.ts';
import { freshDatabase } from '../environment/databases.ts';

let database: pg.Client;

beforeAll(async () => {
  database = new pg.Client({ connectionString: await freshDatabase() });
  await database.connect();
});

afterAll(() => database.end());

const named = (tables: readonly (readonly [string, readonly string[]])[]) =>
  tables.flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`)).sort();

const personal = Object.entries(classifiedTables).flatMap(([table, { personal: kinds = {} }]) =>
  Object.entries(kinds).map(([column, kind]) => ({ column: `${table}.${column}`, kind })),
);

describe('the map of personal data', () => {
  it('classifies every column of the schema, and none that is not there', async () => {
    const { rows } = await database.query<{ name: string; columns: string[] }>(
      `select table_name as name, array_agg(column_name::text) as columns from information_schema.columns
       where table_schema = 'public' group by 1`,
    );
    const classified = Object.keys(classifiedTables).map((table) => [table, columnsOf(table)] as const);
    expect(named(classified)).toEqual(named(rows.map(({ name, columns }) => [name, columns])));
  });

  it('stands in docs/lgpd.md, each column with its kind and nothing else', () => {
    const text = readFileSync(join(projectRoot, 'docs/lgpd.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `(\w+)` \| (\w+): (.+?) \|/gm)];
    const written = rows.flatMap(([, table, kind, columns = '']) =>
      [...columns.matchAll(/`(\w+)`/g)].map(([, column]) => ({ column: `${table}.${column}`, kind })),
    );
    const inOrder = (of: { column: string; kind?: string | undefined }[]) =>
      of.map(({ column, kind }) => `${column} ${kind}`).sort();
    expect(inOrder(written)).toEqual(inOrder(personal));
    for (const kind of personalKinds) {
      const { whose, what, purpose, basis, kept, seenBy, goesTo } = personalUses[kind];
      const cells = [`**${kind}**`, whose, what, purpose, basis, kept, seenBy, goesTo];
      expect(text).toContain(`| ${cells.join(' | ')} |`);
    }
  });
});
