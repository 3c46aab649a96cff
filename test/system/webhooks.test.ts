import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../environment/conditions.ts';
import { aDocument, type Book, Company, control } from '../environment/erp.ts';

const shuffleMs = 1_500;
let company: Company;

beforeAll(async () => {
  company = await Company.open();
  await control('PUT', `/settings?account=${company.asaasId}`, {
    webhookCopies: 5,
    webhookShuffleMs: shuffleMs,
    webhookBeforeAnswer: true,
    extraFields: true,
  });
});

afterAll(() =>
  control('PUT', `/settings?account=${company.asaasId}`, {
    webhookCopies: null,
    webhookShuffleMs: null,
    webhookBeforeAnswer: null,
    extraFields: null,
  }),
);

/** Waits for every delivery, those too that the shuffle put off. */
const flush = () => control('POST', '/webhooks/flush', { withinMs: shuffleMs + 500 });

function deliveries(book: Book) {
  return book.webhooks.flatMap((webhook) => webhook.attempts);
}

describe('webhooks five times each, shuffled, some before the create call was answered', () => {
  it('settle every document exactly once and are all answered exactly 200', async () => {
    const ids = await company.record(Array.from({ length: 12 }, () => aDocument()));
    await company.send(ids);
    const documents = await Promise.all(ids.map((id) => company.untilStatus(id, 'registered')));
    for (const [at, { chargeId }] of documents.entries()) {
      await control('POST', `/charges/${chargeId}/pay`, { method: at % 2 === 0 ? 'pix' : 'boleto' });
      if (at % 2 === 1) await control('POST', `/charges/${chargeId}/settle`);
    }
    await Promise.all(ids.map((id) => company.untilStatus(id, 'settled')));
    await flush();

    const settled = (await company.events()).filter((event) => event.type === 'document.settled');
    expect(settled).toHaveLength(12);
    const book = await company.book();
    const sum = settled.reduce((total, event) => total + Number(event.data.grossCents), 0);
    expect(sum).toBe(book.totals.receivedCents);
    expect(new Set(deliveries(book).map((attempt) => attempt.status))).toEqual(new Set([200]));
    // Created, received and for the boletos confirmed: five times each.
    expect(deliveries(book).length).toBeGreaterThanOrEqual(5 * 30);
    expect(book.webhooks.every((webhook) => webhook.eventId.includes('&'))).toBe(true);
  });

  it('keep a payment that nobody here asked for where a person finds it', async () => {
    await control('POST', `/accounts/${company.asaasId}/automatic-charge`, { valueCents: 4_200 });
    const event = await until('the ERP to hear of it', async () =>
      (await company.events()).find((each) => each.type === 'receipt.unidentified'),
    );
    expect(event.data).toMatchObject({ grossCents: 4_200, accountId: company.accountId });
    await flush();
    const heard = (await company.events()).filter((each) => each.type === 'receipt.unidentified');
    expect(heard).toHaveLength(1);
  });
});
