import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountCareActivities, type CareReport } from '../../activities/account-care.ts';
import { bookingActivities } from '../../activities/booking.ts';
import { findDocument } from '../../db/documents/documents.ts';
import { seedMoreDocuments } from '../environment/seeds.ts';
import { type Door, openDoor } from './door.ts';
import { atAsaas, inTenant, messagesOf, register, sweep } from './reconciling.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const dayMs = 86_400_000;

let bench: Workbench;
let door: Door;

beforeAll(async () => {
  door = await openDoor();
  bench = await openWorkbench({ publicUrl: door.url }, { requests: 25_000, windowMs: 12 * 3_600_000 });
});

afterAll(async () => {
  await bench.close();
  await door.close();
});

type Seeded = Awaited<ReturnType<Workbench['seed']>>;

it('payments that nobody was told of for eighteen days are settled once we are back, without a person', async () => {
  const first = await bench.seed();
  const documents = [first, ...(await seedMoreDocuments(bench.deps.db, first, 3))];
  const chargeIds: string[] = [];
  for (const document of documents) chargeIds.push(await register(bench, document));
  expect((await tend(first)).webhook).toBe('active');

  const askedBefore = await reconciliationsAskedFor(first);
  await interrupt(first);
  for (const [at, chargeId] of chargeIds.entries())
    await bench.control('POST', `/charges/${chargeId}/pay`, { method: at % 2 === 0 ? 'pix' : 'boleto' });
  await pass(18);

  expect((await tend(first)).webhook).toBe('active');
  const { webhooks } = await bench.control<{ webhooks: { event: string; forgotten: boolean }[] }>(
    'GET',
    `/book?account=${first.asaasId}`,
  );
  // Asaas keeps news for fourteen days: of the payments nothing will ever come.
  const ofPayments = webhooks.filter(({ event }) => /RECEIVED|CONFIRMED/.test(event));
  expect(ofPayments.length).toBeGreaterThanOrEqual(documents.length);
  expect(ofPayments.filter(({ forgotten }) => !forgotten)).toEqual([]);
  expect(await reconciliationsAskedFor(first)).toBe(askedBefore + 1);

  await sweep(bench, first);
  for (const document of documents) await hear(document);
  const settled = await Promise.all(
    documents.map((document) => inTenant(bench, first, (scope) => findDocument(scope, document.documentId))),
  );
  expect(settled.map(({ status, flags }) => ({ status, flags }))).toEqual(
    documents.map(() => ({ status: 'settled', flags: {} })),
  );
  expect(settled.map(({ charge_id }) => charge_id)).toEqual(chargeIds);
  const told = await inTenant(bench, first, (scope) =>
    scope.selectFrom('erp_events').select('type').where('type', '=', 'document.settled').execute(),
  );
  expect(told).toHaveLength(documents.length);
});

/** What the account's workflow does at each look. */
function tend({ tenantId, accountId }: Seeded): Promise<CareReport> {
  const { checkAndRepairAccount } = accountCareActivities(bench.deps);
  return bench.run(checkAndRepairAccount, { tenantId, accountId, heard: [] });
}

/** Asaas stops the queue, as after fifteen failures. */
async function interrupt({ apiKey }: Seeded): Promise<void> {
  const { data } = (await atAsaas(bench, apiKey, 'GET', '/webhooks')) as { data: { id: string }[] };
  await atAsaas(bench, apiKey, 'PUT', `/webhooks/${data[0]?.id}`, { interrupted: true });
}

/** Days in which nothing of ours runs. */
async function pass(days: number): Promise<void> {
  await bench.control('POST', '/clock', { advanceDays: days });
  bench.clock.offsetMs = days * dayMs;
}

async function reconciliationsAskedFor(seed: Seeded): Promise<number> {
  const { message_seq } = await inTenant(bench, seed, (scope) =>
    scope.selectFrom('reconciliations').select('message_seq').executeTakeFirstOrThrow(),
  );
  return message_seq;
}

/** The document's workflow hears what the sweep left for it, and nothing else. */
async function hear(document: { tenantId: string; accountId: string; documentId: string }): Promise<void> {
  const [message, ...others] = await messagesOf(bench, document);
  expect(others).toEqual([]);
  expect(message?.signal).toMatch(/^payment(Received|Confirmed)$/);
  const { chargeId } = (message?.facts ?? {}) as { chargeId: string };
  await bench.run(bookingActivities(bench.deps).bookCharge, {
    ...document,
    chargeId,
    source: 'reconciliation',
  });
}
