import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import type { Readable } from './leak-scan.ts';
import type { Product } from './product.ts';

/** Histories are read, the newest first, until there are so many: each tells the same as its like. */
const historiesAtMost = 400;
const historiesAtOnce = 10;

/** The file in a product's folder in which the tests note what it answered to calls that failed. */
export const errorAnswers = 'error-answers.txt';

/** Everything of a product that somebody may read who has no business with its payers and secrets. */
export async function readablePlaces(product: Product, temporalAddress: string): Promise<Readable[]> {
  return [
    ...filesIn(join(product.dataDir, 'logs'), /\.log/),
    ...filesIn(product.dataDir, new RegExp(`^${errorAnswers}$`)),
    { place: 'metrics', text: await (await fetch(`${product.workerUrl}/metrics`)).text() },
    { place: 'webhooks to ERPs', text: await eventsIn(product.databaseUrl) },
    ...(await historiesIn(temporalAddress, product.temporalNamespace)),
  ];
}

/** Also for the logs of the servers that products share. */
export function filesIn(folder: string, name: RegExp): Readable[] {
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .map((file) => ({ place: file, text: readFileSync(join(folder, file), 'utf8') }));
}

async function eventsIn(databaseUrl: string): Promise<string> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ told: string }>(
    'select type || data::text as told from erp_events',
  );
  await database.end();
  return rows.map(({ told }) => told).join('\n');
}

/** The histories with their memos and search attributes, as an export has them, with what is encoded in them decoded. */
async function historiesIn(address: string, namespace: string): Promise<Readable[]> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const readables: Readable[] = [];
  try {
    const runs: { workflowId: string; runId: string; seen: unknown }[] = [];
    for await (const { workflowId, runId, raw } of client.workflow.list({ pageSize: 400 })) {
      runs.push({ workflowId, runId, seen: raw });
      if (runs.length === historiesAtMost) break;
    }
    while (runs.length > 0) {
      const some = runs.splice(0, historiesAtOnce);
      readables.push(
        ...(await Promise.all(
          some.map(async ({ workflowId, runId, seen }) => {
            const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
            return { place: `history of ${workflowId}`, text: textOf([seen, history]) };
          }),
        )),
      );
    }
    return readables;
  } finally {
    await connection.close();
  }
}

/** Payloads are bytes; JSON would write them as numbers. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each) => {
    if (each?.type === 'Buffer' && Array.isArray(each.data)) return Buffer.from(each.data).toString('utf8');
    return each instanceof Uint8Array ? Buffer.from(each).toString('utf8') : each;
  });
}
