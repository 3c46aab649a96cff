import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../api/routes.ts';
import { type Database, openDatabase } from '../../db/database.ts';
import { asTenant } from '../../db/tenancy.ts';
import { explainList, type PlanNode, Sent, stepsOf } from '../../dev/measure/explain.ts';
import { listQueries } from '../../dev/measure/list-queries.ts';
import type { Sample } from '../../dev/measure/list-query.ts';
import { findSample } from '../../dev/measure/sample.ts';
import { seedCompany } from '../../dev/seed/company.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';

/** Enough that Postgres finds an index worth its while wherever there is one. */
const size = { documents: 20_000, payers: 20_000 };

/** A table with fewer rows may be read whole: an index would cost as much. */
const largeFrom = 5_000;

/** What a step may read of a large table before it is no longer a page with what is sorted for it. */
const rowsMax = size.documents / 3;

/** They grow with days and not with documents, and are what takes the place of counting. */
const keptTables = ['document_figures', 'document_figure_changes', 'statement_days'];

let largeTables: string[];
let db: Database;
let sample: Sample & { tenantId: string };
const sent = new Sent();

beforeAll(async () => {
  const databaseUrl = await freshDatabase();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // The whole table of a small company is a few pages, which are as cheap to read as the index. Reading here and there is
  // priced as in memory, so that the plan is that of a larger table and does not hang on the sample of the statistics.
  await client.query(`alter database ${new URL(databaseUrl).pathname.slice(1)} set random_page_cost = 1.1`);
  await seedCompany(client, size, () => undefined);
  const { rows } = await client.query(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= $1`,
    [largeFrom],
  );
  largeTables = rows.map(({ relname }) => relname).filter((table) => !keptTables.includes(table));
  await client.end();
  sample = await findSample(databaseUrl);
  db = openDatabase(asApplication(databaseUrl), { maxConnections: 2, onQuery: sent.note });
});

afterAll(() => db.destroy());

/** Only names: what the filters name is known once the company is seeded. */
const nameless = listQueries({
  today: '2026-01-01',
  accountId: '',
  remittanceId: '',
  documentId: '',
  endpointId: '',
  payerId: '',
  returnId: '',
  ruleId: '',
});

/** Lists that no number of documents makes longer. */
const shortLists: Record<string, string> = {
  listAccounts: 'A company has some accounts.',
  listApiKeys: 'A company has some keys.',
  listBanks: 'They are in the code.',
  listFlags: 'They are in the code.',
  listSendingRules: 'A company has a hundred rules at most.',
  listTenants: 'The vendor adds each company by hand.',
  listUsers: 'The users are people of the company.',
  listViews: 'A person has fifty views of a list at most.',
  listWebhookEndpoints: 'A company has twenty endpoints at most.',
};

describe('no list reads a large table from its beginning to its end', () => {
  it.each(nameless.map(({ name }) => name))('%s', async (name) => {
    const list = listQueries(sample).find((each) => each.name === name);
    if (!list) throw new Error(`There is no list ${name}`);
    const explained = await asTenant(db, sample.tenantId, (scope) => explainList(scope, sent, list));
    expect(explained.length).toBeGreaterThan(0);
    const bad = explained.flatMap(({ plan, sql }) =>
      stepsOf(plan)
        .filter(isTooMuch)
        .map((step) => ({ step: inWords(step), sql })),
    );
    expect(bad).toEqual([]);
  });

  it('judges the tables that grow with documents', () => {
    const judged = ['documents', 'payers', 'ledger_entries', 'erp_events', 'timeline', 'remittance_items'];
    const others = ['provider_events', 'messages', 'statement_lines', 'settlement_return_items', 'customers'];
    expect(largeTables).toEqual(expect.arrayContaining([...judged, ...others, 'audit_entries', 'charges']));
  });

  it('of the API is left out without a reason', () => {
    const operations = routes.map(({ operationId }) => operationId);
    const lists = operations.filter((id) => /^list|Totals$/.test(id));
    const judged = new Set(nameless.map(({ operation }) => operation));
    expect(lists.filter((id) => !judged.has(id)).sort()).toEqual(Object.keys(shortLists).sort());
    expect([...judged].filter((operation) => !operations.includes(operation))).toEqual([]);
  });
});

function isTooMuch(step: PlanNode): boolean {
  const isScan = step['Node Type'].includes('Scan');
  if (!isScan || !isLarge(step)) return false;
  return step['Node Type'] === 'Seq Scan' || rowsRead(step) > rowsMax;
}

/** A bitmap of an index names no table. What it finds is read by the step above it. */
function isLarge({ 'Relation Name': table }: PlanNode): boolean {
  return table !== undefined && largeTables.includes(table);
}

function rowsRead(step: PlanNode): number {
  const {
    'Actual Rows': found,
    'Rows Removed by Filter': removed = 0,
    'Rows Removed by Index Recheck': checked = 0,
  } = step;
  return (found + removed + checked) * step['Actual Loops'];
}

function inWords(step: PlanNode): string {
  return `${step['Node Type']} of ${step['Index Name'] ?? step['Relation Name']}: ${Math.round(rowsRead(step))} rows`;
}
