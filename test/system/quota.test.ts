import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Company, openCompany } from '../../dev/demo/company.ts';
import { exchange } from '../../dev/demo/http-json.ts';
import { type Book, Payers } from '../../dev/demo/payers.ts';
import { answerOf } from '../../dev/demo/public-api.ts';
import { allDocuments } from '../../dev/demo/registered-documents.ts';
import { enterDocuments } from '../../dev/measure/receivables.ts';
import { LogWatch } from '../../dev/stack/log-watch.ts';
import { until } from '../environment/conditions.ts';
import { freshNamespace } from '../environment/namespaces.ts';
import { type Product, startProduct } from '../environment/product.ts';
import { judgeAtTheEnd } from '../environment/quiet.ts';

const windowMs = 20_000;
const quota = 50;
/**
 * One call each and two for every fifth one's payer. A window gives registrations 42 calls, two windows thus sixty
 * documents at most: whatever this machine can do, the others wait for the third.
 */
const documentCount = 80;
const leftAfterTwoWindows = 20;

let product: Product;
let payers: Payers;
let company: Company;

beforeAll(async () => {
  const servers = {
    databaseUrl: inject('databaseUrl'),
    temporalAddress: inject('temporalAddress'),
    runFolder: inject('runFolder'),
  };
  product = await startProduct(servers, {
    database: 'product_with_a_small_quota',
    namespace: await freshNamespace(),
    settings: { ASAAS_QUOTA: `${quota}/${windowMs}ms` },
  });
  const logs = new LogWatch(join(product.dataDir, 'logs'), {});
  judgeAtTheEnd(async () => logs.look());
  payers = new Payers(product.simulatorUrl);
  company = await openCompany(product.apiUrl, product.adminKey, payers);
  // The other side counts too, and turns away whatever goes beyond.
  await exchange({
    method: 'PUT',
    url: `${product.simulatorUrl}/control/settings?account=${company.asaas.id}`,
    body: { quotaRequests: quota, quotaWindowHours: windowMs / 3_600_000 },
  });
});

afterAll(() => product?.stop());

const read = (id: string) => answerOf(company.api.GET('/v1/remittances/{id}', { params: { path: { id } } }));

describe('an account whose remittance is larger than its quota', () => {
  it('is never turned away, foresees its end, and settles what is paid while documents wait', async () => {
    await enterDocuments(company, documentCount);
    const { accountId, api, asaas } = company;
    const { id } = await answerOf(api.POST('/v1/remittances', { body: { accountId, filter: {} } }));

    const held = await until('the quota to hold the remittance', async () => {
      const remittance = await read(id);
      return remittance.hold?.cause === 'quota' && remittance;
    });
    const opensAgainAt = Date.parse(held.hold?.until ?? '');
    expect(opensAgainAt).toBeGreaterThan(Date.parse(held.startedAt));
    expect(held.counts.waiting).toBeGreaterThanOrEqual(leftAfterTwoWindows);

    await until('some to be registered', async () => (await read(id)).counts.registered > 0);
    const [paid] = await allDocuments(api, { status: 'registered' });
    await payers.pay(asaas.id, [{ chargeId: paid?.chargeId ?? '', method: 'pix' }]);
    await until('the payment to be settled', async () => {
      const params = { path: { id: paid?.id ?? '' } };
      const { status } = await answerOf(api.GET('/v1/documents/{id}', { params }));
      return status === 'settled';
    });
    expect((await read(id)).counts.waiting).toBeGreaterThan(0);

    const { eta } = await until('the end to be foreseen', async () => {
      const remittance = await read(id);
      return remittance.eta !== null && remittance;
    });
    expect(Date.parse(eta ?? '')).toBeGreaterThan(opensAgainAt);
    expect(Date.parse(eta ?? '')).toBeLessThan(opensAgainAt + 3 * windowMs);
    await until(
      'every document to be registered',
      async () => (await read(id)).status === 'completed',
      90_000,
    );
    const book: Book & { callsByStatus?: Record<string, { refused: number }> } = await payers.book(asaas.id);
    expect(book.charges.filter(({ live }) => live).length).toBe(documentCount);
    expect(Object.values(book.callsByStatus ?? {}).reduce((sum, { refused }) => sum + refused, 0)).toBe(0);
  }, 300_000);
});
