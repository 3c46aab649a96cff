import { openDatabase } from '../../db/database.ts';
import { asTenant } from '../../db/tenancy.ts';
import { type Explained, explainList, type PlanNode, Sent, stepsOf } from './explain.ts';
import { type ListQuery, listQueries } from './list-queries.ts';
import { findSample } from './sample.ts';

/** How often each list is read. The first times warm what Postgres keeps in memory, and are not counted. */
const times = 22;
const warming = 2;

/** Reads every list of the largest company, and returns a table: how long they took (p50, p95) and by which plan. */
export async function measureLists(
  addresses: { owner: string; application: string },
  only: string,
  log: (line: string) => void,
): Promise<string> {
  const { tenantId, ...sample } = await findSample(addresses.owner);
  const sent = new Sent();
  const db = openDatabase(addresses.application, { maxConnections: 1, onQuery: sent.note });
  const rows: string[] = [];
  try {
    for (const list of listQueries(sample).filter(({ name }) => name.includes(only))) {
      const milliseconds: number[] = [];
      for (let time = 0; time < times && (milliseconds[0] ?? 0) < 3_000; time += 1) {
        const startedAt = performance.now();
        await asTenant(db, tenantId, list.run);
        milliseconds.push(performance.now() - startedAt);
      }
      const explained = await asTenant(db, tenantId, (scope) => explainList(scope, sent, list));
      rows.push(toRow(list, milliseconds.slice(warming), explained));
      log(rows.at(-1) ?? '');
    }
  } finally {
    await db.destroy();
  }
  return ['| list | p50 | p95 | plan |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function toRow({ name }: ListQuery, milliseconds: number[], explained: Explained[]): string {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const plans = explained.map(({ plan }) => inShort(plan)).join('; ');
  return `| ${name} | ${at(0.5).toFixed(0)} ms | ${at(0.95).toFixed(0)} ms | ${plans} |`;
}

/** The ways into tables, and what the plan sorts, deepest first. */
function inShort(plan: PlanNode): string {
  const steps = stepsOf(plan).flatMap((step) => {
    const where = step['Index Name'] ?? step['Relation Name'];
    if (where && step['Node Type'].includes('Scan'))
      return `${step['Node Type'].replace(/ Scan$/, '')} ${where}`;
    return step['Node Type'].endsWith('Sort') ? 'Sort' : [];
  });
  return [...new Set(steps)].join(', ');
}
