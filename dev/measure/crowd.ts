import { setTimeout as pause } from 'node:timers/promises';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { type Company, openCompany } from '../demo/company.ts';
import { Payers } from '../demo/payers.ts';
import { answerOf } from '../demo/public-api.ts';
import type { PublishedStack } from '../stack/stack.ts';
import { enterDocuments } from './receivables.ts';
import { sendAll } from './remittance-watch.ts';

const repetitions = 10;

/**
 * How long one company's single document takes from its remittance to its charge: alone, and while another company
 * has `crowd` documents under way. Returns a table.
 */
export async function measureCrowd(
  { addresses, keys }: PublishedStack,
  crowd: number,
  log: (line: string) => void,
): Promise<string> {
  const payers = new Payers(addresses.simulator ?? '');
  const single = await openCompany(addresses.api, keys.admin, payers);
  const many = await openCompany(addresses.api, keys.admin, payers);
  await enterDocuments(many, crowd);
  log('Sending single documents, nothing else being under way ...');
  const alone = await sendSingles(single, 'alone');
  log(`Sending single documents beside ${crowd} of another account ...`);
  const { remittance } = await sendAll(many);
  await pause(10_000);
  const beside = await sendSingles(single, 'beside');
  const { counts } = await answerOf(
    many.api.GET('/v1/remittances/{id}', { params: { path: { id: remittance.id } } }),
  );
  return [
    `| a single document, sent ${repetitions} times | median | slowest |`,
    '| --- | --- | --- |',
    `| alone | ${describe(alone)} |`,
    `| beside ${crowd} documents of another account, ${counts.waiting} of them still waiting at the end | ${describe(beside)} |`,
  ].join('\n');
}

async function sendSingles(company: Company, label: string): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < repetitions; at += 1) times.push(await sendSingle(company, `${label}-${at}`));
  return times.sort((one, other) => one - other);
}

/** From the call that sends it to the moment it is seen registered, in ms. */
async function sendSingle({ api, accountId }: Company, erpId: string): Promise<number> {
  const document = {
    erpId,
    number: erpId,
    payer: { taxId: '24971563792', name: 'João da Silva' },
    amountCents: 12_345,
    dueDate: addDays(dateInSaoPaulo(new Date()), 30),
  };
  const { documents } = await answerOf(api.POST('/v1/documents', { body: { documents: [document] } }));
  const id = documents[0]?.id ?? '';
  const startedAt = performance.now();
  await api.POST('/v1/remittances', { body: { accountId, documentIds: [id] } });
  for (;;) {
    const { status } = await answerOf(api.GET('/v1/documents/{id}', { params: { path: { id } } }));
    if (status === 'registered') return performance.now() - startedAt;
    await pause(20);
  }
}

function describe(times: number[]): string {
  const median = times[Math.floor(times.length / 2)] ?? 0;
  return `${Math.round(median)} ms | ${Math.round(times.at(-1) ?? 0)} ms`;
}
