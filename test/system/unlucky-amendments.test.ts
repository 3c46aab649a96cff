import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { amend, chargeOf, untilSynced } from '../environment/amending.ts';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { holdWebhooks } from '../environment/held-webhooks.ts';
import { breakCalls, untilStruck } from '../environment/simulated-faults.ts';

let company: Company;

beforeAll(async () => {
  company = await Company.open();
});

afterEach(async () => {
  await control('DELETE', '/faults');
  await control('POST', '/webhooks/resume');
});

describe('an edit at an unlucky moment', () => {
  it('while the outcome of the creation is unknown arrives once the charge is found', async () => {
    await holdWebhooks(company);
    await breakCalls(company, {
      method: 'POST',
      path: '/v3/payments',
      count: 1,
      dropAnswerAfterCommit: true,
    });
    const [id = ''] = await company.record([aDocument()]);
    await company.send([id]);
    const uncertain = await company.untilStatus(id, 'uncertain');
    await amend(company, id, { additionCents: 900, dueDate: inDays(25) });
    const { chargeId } = await untilSynced(company, id, 2);
    expect(await chargeOf(company, chargeId)).toMatchObject({
      value: (uncertain.amountCents + 900) / 100,
      dueDate: inDays(25),
      live: true,
    });
    await expectOneCharge(id);
  });

  it('while the creation is under way arrives right after it', async () => {
    await breakCalls(company, { method: 'POST', path: '/v3/payments', count: 1, slowCommitMs: 3_500 });
    const [id = ''] = await company.record([aDocument()]);
    await company.send([id]);
    await untilStruck(1);
    expect((await company.document(id)).status).toBe('registering');
    await amend(company, id, { amountCents: 77_700 });
    const { chargeId } = await untilSynced(company, id, 2);
    expect(await chargeOf(company, chargeId)).toMatchObject({ value: 777, live: true });
    await expectOneCharge(id);
  });

  it.each([
    ['answers 500', { status500BeforeCommit: true }],
    ['hangs up', { dropBeforeCommit: true }],
    ['does it and hangs up', { dropAnswerAfterCommit: true }],
  ])('while Asaas %s arrives by itself afterwards', async (_, fault) => {
    const document = await company.register();
    await breakCalls(company, { method: '*', path: '/v3/**', ...fault });
    await amend(company, document.id, { additionCents: 300 });
    await untilStruck(2);
    expect(await company.document(document.id)).toMatchObject({ version: 2, syncedVersion: 1 });
    await control('DELETE', '/faults');
    expect((await untilSynced(company, document.id, 2)).flags).toEqual({});
    expect(await chargeOf(company, document.chargeId)).toMatchObject({
      value: (document.amountCents + 300) / 100,
    });
  });
});

/** The book is shared by this file's tests, so a document's charges are told by its attempts' references. */
async function expectOneCharge(documentId: string): Promise<void> {
  const { chargeId, registration } = await company.document(documentId);
  const { externalReference } = await chargeOf(company, chargeId);
  const { charges } = await company.book();
  expect(charges.filter((each) => each.externalReference === externalReference)).toHaveLength(1);
  expect(registration.attempts).toBe(1);
}
