import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { answerOf } from '../demo/public-api.ts';
import { allDocuments } from '../demo/registered-documents.ts';
import type { Cast } from './cast.ts';
import { missing } from './outcome.ts';
import type { Work } from './work.ts';

/** It did not come to rest by itself in time. */
export class NeverAtRest extends Error {
  override readonly name = 'NeverAtRest';
  readonly missing: string[];

  constructor(missing: string[]) {
    super(`It did not come to rest: ${missing.length} things are missing`);
    this.missing = missing;
  }
}

/**
 * Waits until every document is as the world left it and the ERP has heard everything. Nobody acts meanwhile, but for the
 * one comparison with Asaas that a night would bring. Throws `NeverAtRest` at the deadline.
 */
export async function untilAtRest(
  cast: Cast,
  work: Work,
  { deadlineMs, signal, show }: { deadlineMs: number; signal: AbortSignal; show: (state: string) => void },
): Promise<void> {
  const look = async (needsComparison: boolean) => {
    for (;;) {
      const open = await findMissing(cast, work, needsComparison);
      if (open.length === 0) return;
      show(`${open.length} things are missing; ${open[0]}`);
      if (Date.now() > deadlineMs) throw new NeverAtRest(open);
      await pause(1_000, undefined, { signal });
    }
  };
  await look(false);
  await compareAsOneNight(cast, deadlineMs, signal);
  await look(true);
}

async function findMissing(cast: Cast, work: Work, isCompared: boolean): Promise<string[]> {
  const worked = [...work.documents.values()].filter(({ deed }) => isCompared || deed !== 'edit-delete');
  const open = missing(worked, await allDocuments(cast.company.api));
  const told = await eventsTold(cast);
  if (cast.erp.heard < told) open.push(`the ERP heard ${cast.erp.heard} of ${told} events`);
  return open;
}

/** The timer of a night asks for the same. */
async function compareAsOneNight(cast: Cast, deadlineMs: number, signal: AbortSignal): Promise<void> {
  const path = { id: cast.company.accountId };
  const before = await reconciledAt(cast);
  await answerOf(cast.company.api.POST('/v1/accounts/{id}/reconcile', { params: { path } }));
  for (;;) {
    const now = await reconciledAt(cast);
    if (now !== null && now !== before) return;
    if (Date.now() > deadlineMs) throw new NeverAtRest(['the comparison with Asaas does not end']);
    await pause(1_000, undefined, { signal });
  }
}

async function reconciledAt(cast: Cast): Promise<string | null> {
  const [row] = await ask<{ done: string | null }>(
    cast,
    'select done_at::text as done from reconciliations where account_id = $1',
    [cast.company.accountId],
  );
  return row?.done ?? null;
}

async function eventsTold(cast: Cast): Promise<number> {
  const [row] = await ask<{ last: string }>(
    cast,
    // The endpoint was made after the first events.
    `select last_sequence - (select coalesce(min(sequence), 1) - 1 from webhook_deliveries) as last
     from event_sequences where tenant_id = $1`,
    [cast.company.tenantId],
  );
  return Number(row?.last ?? 0);
}

async function ask<Row extends object>({ ground }: Cast, text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: ground.addresses.migrationDatabaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
