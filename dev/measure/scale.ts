import { Client, Connection } from '@temporalio/client';
import type { Settings } from '../../config.ts';
import { workflowIds } from '../../domain/messages.ts';
import { type Company, openCompany } from '../demo/company.ts';
import { Payers } from '../demo/payers.ts';
import { answerOf } from '../demo/public-api.ts';
import type { PublishedStack } from '../stack/stack.ts';
import { MemoryWatch } from './machine.ts';
import { enterDocuments } from './receivables.ts';
import { describeEtas, sendAll, type Watched, watchToTheEnd } from './remittance-watch.ts';

/** An equal part of the documents for each of some accounts of as many companies, all sent at the same moment. Returns a table. */
export async function measureScale(
  { addresses, keys }: PublishedStack,
  settings: Settings,
  { documents, accounts }: { documents: number; accounts: number },
  log: (line: string) => void,
): Promise<string> {
  const payers = new Payers(addresses.simulator ?? '');
  const memory = new MemoryWatch(addresses.dataDir);
  const companies: Company[] = [];
  while (companies.length < accounts) companies.push(await openCompany(addresses.api, keys.admin, payers));
  log(`Entering ${documents} documents ...`);
  const entered = await Promise.all(
    companies.map((company) => enterDocuments(company, documents / accounts)),
  );
  log('Sending them ...');
  const startedAt = Date.now();
  const watched = await Promise.all(
    companies.map(async (company) => watchToTheEnd(company, await sendAll(company), () => memory.look())),
  );
  const seconds = (Date.now() - startedAt) / 1_000;
  const books = await Promise.all(companies.map(({ asaas }) => payers.book(asaas.id)));
  const histories = await measureHistories(settings, companies, watched);
  const rows = [
    ['documents, accounts', `${documents}, ${accounts}`],
    ['entered in (1,000 a call)', `${(Math.max(...entered) / 1_000).toFixed(1)} s`],
    ['remittances accepted in', watched.map(({ acceptedMs }) => `${Math.round(acceptedMs)} ms`).join(', ')],
    ['all registered in', `${seconds.toFixed(0)} s (${(documents / seconds).toFixed(1)} a second)`],
    ['counts', watched.map(({ remittance }) => JSON.stringify(remittance.counts)).join('; ')],
    [
      "live charges in Asaas' book",
      books.map(({ charges }) => charges.filter(({ live }) => live).length).join(', '),
    ],
    ['calls by the book', books.map(({ calls }) => describeCalls(calls)).join('; ')],
    ...watched.map((each, at) => [`ETA of account ${at + 1}`, describeEtas(each)]),
    ['events of each remittance', histories.remittances.join(', ')],
    ['events of a document', histories.documents],
    ['peak memory, MiB', memory.describe()],
  ];
  return ['| what | measured |', '| --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
}

function describeCalls(calls: Record<string, number>): string {
  const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
  const parts = Object.entries(calls).map(([endpoint, count]) => `${count} ${endpoint}`);
  return `${total} (${parts.join(', ')})`;
}

/** Documents whose histories are looked at, of each company. */
const sampled = 50;

async function measureHistories(settings: Settings, companies: Company[], watched: Watched[]) {
  const connection = await Connection.connect({ address: `127.0.0.1:${settings.TEMPORAL_PORT}` });
  const { workflow } = new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
  const remittances: number[] = [];
  const documents: number[] = [];
  for (const [at, { tenantId, api }] of companies.entries()) {
    const id = workflowIds.remittance({ tenantId, remittanceId: watched[at]?.remittance.id ?? '' });
    remittances.push((await workflow.getHandle(id).describe()).historyLength);
    const { data } = await answerOf(api.GET('/v1/documents', { params: { query: { limit: sampled } } }));
    for (const document of data) {
      const handle = workflow.getHandle(
        workflowIds.receivableDocument({ tenantId, documentId: document.id }),
      );
      documents.push((await handle.describe()).historyLength);
    }
  }
  await connection.close();
  return { remittances, documents: `${Math.min(...documents)} to ${Math.max(...documents)}` };
}
