import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callsForDocuments, sumOfCalls } from '../../dev/demo/calls.ts';
import { amend, chargeOf, untilSynced } from '../environment/amending.ts';
import { until } from '../environment/conditions.ts';
import { inDays } from '../environment/days.ts';
import { aDocument, Company, control } from '../environment/erp.ts';
import { holdWebhooks, releaseWebhooks } from '../environment/held-webhooks.ts';
import { breakCalls, untilStruck } from '../environment/simulated-faults.ts';

let company: Company;

beforeAll(async () => {
  company = await Company.open();
});

afterEach(async () => {
  await control('DELETE', '/faults');
  await control('POST', '/webhooks/resume');
  await control('POST', '/clock/reset');
});

interface TimelineLine {
  what: string;
  details: Record<string, unknown>;
}

async function timelineOf(documentId: string): Promise<TimelineLine[]> {
  const path = `/v1/documents/${documentId}/timeline?limit=200`;
  return (await company.call<{ data: TimelineLine[] }>('GET', path)).body.data;
}

const eventsOf = async (documentId: string) =>
  (await company.events()).filter((event) => event.data.documentId === documentId);

const resetCalls = () => control('POST', '/book/reset-calls', { account: company.asaasId });

async function callsSince(): Promise<{ put: number; all: number }> {
  const { calls } = await company.book();
  return { put: calls['PUT /v3/payments/{id}'] ?? 0, all: sumOfCalls(callsForDocuments(calls)) };
}

describe('an edit that Asaas says it made and did not', () => {
  it.each([
    [{ additionCents: 100 }, 'valor'],
    [{ dueDate: inDays(40) }, 'vencimento'],
    [{ discount: { type: 'fixed', amountCents: 300 } }, 'desconto'],
    [{ fine: { type: 'percentage', percent: 2 } }, 'multa'],
    [{ interest: { percentPerMonth: 1 } }, 'juros'],
    [{ description: 'Parcela 2 de 3' }, 'descrição'],
  ])('is shown and told (%j: %s), until a later one arrives', async (changes, field) => {
    const document = await company.register();
    await breakCalls(company, { method: 'PUT', path: '/v3/payments/{id}', count: 1, unchangedOk: true });
    await amend(company, document.id, changes);
    const { flags } = await untilSynced(company, document.id, 2);
    const reason = expect.stringContaining(`difere do documento: ${field} (`);
    expect(flags).toMatchObject({ diverged: { reason } });
    expect((await eventsOf(document.id)).map((event) => event.type)).toContain('document.diverged');
    await amend(company, document.id, { ...changes, amountCents: 50_000, dueDate: inDays(41) });
    expect((await untilSynced(company, document.id, 3)).flags).toEqual({});
  });
});

describe('each term of a registered document', () => {
  it.each(['BOLETO', 'PIX'])(
    'reaches Asaas when it is changed and when it is taken away, with two calls each (%s)',
    async (billingType) => {
      const document = await company.register(aDocument({ amountCents: 20_000, billingType }));
      const steps: [changes: object, atAsaas: object][] = [
        [
          { discount: { type: 'fixed', amountCents: 300 } },
          { discount: { value: 3, type: 'FIXED', dueDateLimitDays: 0 } },
        ],
        [
          { discount: { type: 'percentage', percent: 5.5, daysBeforeDue: 3 } },
          { discount: { value: 5.5, type: 'PERCENTAGE', dueDateLimitDays: 3 } },
        ],
        [{ additionCents: 1_234 }, { value: 212.34 }],
        [{ dueDate: inDays(45) }, { dueDate: inDays(45) }],
        [{ dueDate: inDays(4) }, { dueDate: inDays(4), value: 212.34 }],
        [{ fine: { type: 'percentage', percent: 2 } }, { fine: { value: 2, type: 'PERCENTAGE' } }],
        [{ fine: { type: 'fixed', amountCents: 999 } }, { fine: { value: 9.99, type: 'FIXED' } }],
        [{ interest: { percentPerMonth: 1.5 } }, { interest: { value: 1.5 } }],
        [{ description: 'Parcela 1 de 3' }, { description: 'Parcela 1 de 3' }],
        [{ amountCents: 30_000 }, { value: 312.34 }],
        [{ discount: null }, { discount: { value: 0 } }],
        [{ additionCents: null }, { value: 300 }],
        [{ fine: null }, { fine: { value: 0 } }],
        [{ interest: null }, { interest: { value: 0 } }],
        [{ description: null }, { description: null }],
      ];
      for (const [at, [changes, atAsaas]] of steps.entries()) {
        await resetCalls();
        await amend(company, document.id, changes);
        await untilSynced(company, document.id, at + 2);
        expect(await callsSince()).toEqual({ put: 1, all: 2 });
        expect(await chargeOf(company, document.chargeId)).toMatchObject({
          ...atAsaas,
          billingType,
          live: true,
        });
      }
      expect((await company.document(document.id)).flags).toEqual({});
      expect((await company.book()).charges.filter((each) => each.id === document.chargeId)).toHaveLength(1);
    },
  );

  it('is on the timeline as it was and as it is', async () => {
    const document = await company.register();
    await amend(company, document.id, { dueDate: inDays(33), additionCents: 100 });
    await untilSynced(company, document.id, 2);
    const lines = await timelineOf(document.id);
    expect(lines.find((line) => line.what === 'document.amended')?.details).toEqual({
      version: 2,
      before: { dueDate: inDays(20), additionCents: 0 },
      after: { dueDate: inDays(33), additionCents: 100 },
    });
    expect(lines.find((line) => line.what === 'charge.amended')?.details).toMatchObject({
      version: 2,
      before: { dueDate: inDays(20), additionCents: 0 },
      after: { dueDate: inDays(33), additionCents: 100 },
    });
  });

  it('changed many times while Asaas is slow becomes one call more', async () => {
    const document = await company.register();
    await resetCalls();
    await breakCalls(company, { method: 'PUT', path: '/v3/payments/{id}', count: 1, slowCommitMs: 7_000 });
    await amend(company, document.id, { additionCents: 1 });
    await untilStruck(1);
    for (const additionCents of [2, 3, 4, 5, 6]) await amend(company, document.id, { additionCents });
    await untilSynced(company, document.id, 7);
    expect(await callsSince()).toEqual({ put: 2, all: 4 });
    expect(await chargeOf(company, document.chargeId)).toMatchObject({
      value: (document.amountCents + 6) / 100,
    });
  });

  it('of an overdue charge is amended without its old due date, which Asaas would refuse', async () => {
    const document = await company.register(aDocument({ amountCents: 20_000, dueDate: inDays(1) }));
    await control('POST', '/clock', { advanceDays: 3 });
    await company.untilStatus(document.id, 'overdue');
    await amend(company, document.id, { additionCents: 700 });
    const { status, flags } = await untilSynced(company, document.id, 2);
    expect([status, flags]).toEqual(['overdue', {}]);
    expect(await chargeOf(company, document.chargeId)).toMatchObject({
      value: 207,
      dueDate: inDays(1),
      status: 'OVERDUE',
    });
    await amend(company, document.id, { dueDate: inDays(30) });
    await company.untilStatus(document.id, 'registered');
    expect(await chargeOf(company, document.chargeId)).toMatchObject({
      dueDate: inDays(30),
      status: 'PENDING',
    });
  });
});

describe('an edit that Asaas refuses', () => {
  it('is flagged and told with reason and cure, and is clear once a later edit is taken', async () => {
    const document = await company.register();
    await control('POST', '/clock', { advanceDays: 5 });
    await amend(company, document.id, { dueDate: inDays(2) });
    const refused = await until('the refusal', async () => {
      const { flags } = await company.document(document.id);
      return 'amendment_refused' in flags && flags.amendment_refused;
    });
    expect(refused).toMatchObject({
      reason: expect.stringContaining('Não é permitido data de vencimento inferior a hoje.'),
      cure: 'Altere o vencimento para hoje ou uma data futura e salve: a alteração segue sozinha para o Asaas.',
    });
    const told = (await eventsOf(document.id)).find((event) => event.type === 'document.amendment_refused');
    const { reason, cure } = refused as unknown as { reason: string; cure: string };
    expect(told?.data).toMatchObject({ refusedVersion: 2, reason, cure });
    expect(await chargeOf(company, document.chargeId)).toMatchObject({ dueDate: inDays(20) });

    await amend(company, document.id, { dueDate: inDays(30) });
    expect((await untilSynced(company, document.id, 3)).flags).toEqual({});
    expect(await chargeOf(company, document.chargeId)).toMatchObject({ dueDate: inDays(30) });
  });
});

describe('an edit and a payment', () => {
  it('with the payer first: the edit is refused with the reason, and what was paid is settled', async () => {
    const document = await company.register();
    await holdWebhooks(company);
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    await amend(company, document.id, { additionCents: 5_000 });
    const { flags } = await until('the refusal', async () => {
      const now = await company.document(document.id);
      return 'amendment_refused' in now.flags && now;
    });
    expect(flags).toMatchObject({
      amendment_refused: {
        reason: expect.stringContaining('Só é possível atualizar cobranças pendentes ou vencidas.'),
        cure: expect.stringContaining('combine a diferença com o pagador'),
      },
    });
    await releaseWebhooks(company);
    const settled = await company.untilStatus(document.id, 'settled');
    expect(settled).toMatchObject({ version: 2, syncedVersion: 1 });
    const types = (await eventsOf(document.id)).map((event) => event.type);
    expect(types).toEqual(['document.registered', 'document.amendment_refused', 'document.settled']);
    expect((await eventsOf(document.id)).at(-1)?.data).toMatchObject({
      grossCents: document.amountCents,
      differenceCents: 0,
    });
  });

  it('with the edit first: the new value is paid, and nothing differs', async () => {
    const document = await company.register();
    await amend(company, document.id, { additionCents: 5_000 });
    await untilSynced(company, document.id, 2);
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    expect((await company.untilStatus(document.id, 'settled')).flags).toEqual({});
    expect((await eventsOf(document.id)).at(-1)?.data).toMatchObject({
      grossCents: document.amountCents + 5_000,
      differenceCents: 0,
    });
  });

  it.each([
    ['pix', 'settled'],
    ['boleto', 'paid'],
  ])(
    'with the payment (%s) overtaking an edit that waits its turn: it is refused and told all the same',
    async (method, status) => {
      const document = await company.register();
      await breakCalls(company, { method: 'PUT', path: '/v3/payments/{id}', count: 1, delayAnswerMs: 8_000 });
      await amend(company, document.id, { additionCents: 100 });
      await untilStruck(1);
      await amend(company, document.id, { additionCents: 200 });
      await control('POST', `/charges/${document.chargeId}/pay`, { method });
      const paid = await company.untilStatus(document.id, status);
      expect(paid).toMatchObject({ version: 3, syncedVersion: 2 });
      expect(paid.flags).toMatchObject({
        amendment_refused: { reason: 'O pagador pagou antes de a alteração chegar ao Asaas.' },
      });
      const refusals = (await eventsOf(document.id)).filter(
        (event) => event.type === 'document.amendment_refused',
      );
      expect(refusals.map((event) => event.data.refusedVersion)).toEqual([3]);
      expect(await chargeOf(company, document.chargeId)).toMatchObject({
        value: (document.amountCents + 100) / 100,
      });
    },
  );

  it('with the edit’s answer lost and the payer next: it counts as taken, since it was paid', async () => {
    const document = await company.register();
    await holdWebhooks(company);
    await breakCalls(company, {
      method: 'PUT',
      path: '/v3/payments/{id}',
      count: 1,
      dropAnswerAfterCommit: true,
    });
    await amend(company, document.id, { additionCents: 5_000 });
    // The fault strikes before the edit is in the book.
    await until('Asaas to have made the edit', async () => {
      return (await chargeOf(company, document.chargeId)).value === (document.amountCents + 5_000) / 100;
    });
    await breakCalls(company, { method: 'PUT', path: '/v3/payments/{id}', status500BeforeCommit: true });
    await control('POST', `/charges/${document.chargeId}/pay`, { method: 'pix' });
    await control('DELETE', '/faults');
    expect((await untilSynced(company, document.id, 2)).flags).toEqual({});
    await releaseWebhooks(company);
    expect((await company.untilStatus(document.id, 'settled')).flags).toEqual({});
    expect((await eventsOf(document.id)).at(-1)?.data).toMatchObject({
      grossCents: document.amountCents + 5_000,
      differenceCents: 0,
    });
  });
});
