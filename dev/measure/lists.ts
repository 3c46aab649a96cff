import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../db/database.ts';
import { asTenant } from '../../db/tenancy.ts';
import { type Explained, explainList, type PlanNode, Sent, stepsOf } from './explain.ts';
import { listQueries } from './list-queries.ts';
import type { ListQuery } from './list-query.ts';
import { findSample } from './sample.ts';

/** How often each list is read. The first times warm what Postgres keeps in memory, and are not counted. */
const times = 22;
const warming = 2;

/**
 * Reads every list of the largest company. Returns a table: how long they took (p50, p95), how long a processor of
 * Postgres worked for one, and by which plan. On a busy machine the processor's time says more than the clock's.
 */
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
    const pid = await backendOf(db);
    for (const list of listQueries(sample).filter(({ name }) => name.includes(only))) {
      const taken: Taken[] = [];
      for (let time = 0; time < times && (taken[0]?.clockMs ?? 0) < slowMs; time += 1) {
        taken.push(await measured(pid, () => asTenant(db, tenantId, list.run)));
      }
      const explained = await asTenant(db, tenantId, (scope) => explainList(scope, sent, list));
      rows.push(toRow(list, taken.length > warming ? taken.slice(warming) : taken, explained));
      log(rows.at(-1) ?? '');
    }
  } finally {
    await db.destroy();
  }
  return ['| list | p50 | p95 | processor | plan |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** A list that takes longer is read once. */
const slowMs = 3_000;

interface Taken {
  clockMs: number;
  /** NaN when Postgres runs on another machine. */
  processorMs: number;
}

async function measured(pid: number, work: () => Promise<unknown>): Promise<Taken> {
  const startedAt = performance.now();
  const before = processorMs(pid);
  await work();
  return { clockMs: performance.now() - startedAt, processorMs: processorMs(pid) - before };
}

async function backendOf(db: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return rows[0]?.pid ?? 0;
}

/** How long a process has run on a processor (Linux, proc(5)). */
function processorMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

function toRow({ name }: ListQuery, taken: Taken[], explained: Explained[]): string {
  const at = (share: number, of: keyof Taken) => {
    const sorted = taken.map((each) => each[of]).toSorted((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  };
  const figures = [at(0.5, 'clockMs'), at(0.95, 'clockMs'), at(0.5, 'processorMs')];
  const plans = explained.map(({ plan }) => inShort(plan)).join('; ');
  return `| ${name} | ${figures.map((ms) => `${ms.toFixed(0)} ms`).join(' | ')} | ${plans} |`;
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
