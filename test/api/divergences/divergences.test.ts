import { describe, expect, it } from 'vitest';
import { aDocument, type Body, call, enter, inDays, openCompany } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { messagesOf, placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

const ours = {
  amountCents: 15_000,
  additionCents: 500,
  rebateCents: 0,
  dueDate: inDays(20),
  discount: { type: 'fixed', amountCents: 300, daysBeforeDue: 2 },
} as const;

/** A registered document whose terms Asaas was told, and which differs from its charge in these fields. */
async function diverged(fields: Record<string, [ours: unknown, theirs: unknown]>, status = 'registered') {
  const [documentId = ''] = await enter(company, aDocument(ours));
  const { chargeId } = await placeDocument(api, company, documentId, { accountId, status });
  const synced = {
    ...ours,
    rebateCents: 0,
    fine: null,
    interest: null,
    description: null,
    billingType: 'BOLETO',
  };
  await api.sql('update documents set synced_terms = $2, flags = $3 where id = $1', [
    documentId,
    JSON.stringify(synced),
    JSON.stringify({ diverged: { reason: 'x', at: new Date().toISOString() } }),
  ]);
  for (const [field, values] of Object.entries(fields)) {
    await api.sql(
      `insert into divergences (id, tenant_id, account_id, document_id, charge_id, field, ours, theirs)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)`,
      [
        company.tenantId,
        accountId,
        documentId,
        chargeId,
        field,
        ...values.map((value) => value && JSON.stringify(value)),
      ],
    );
  }
  const rows = async (query = '') =>
    (await company.call('GET', `/v1/divergences?documentId=${documentId}${query}`)).body.data as Body[];
  return {
    documentId,
    chargeId,
    rows,
    document: async () => (await company.call('GET', `/v1/documents/${documentId}`)).body as Body,
    synced: async () =>
      (
        await api.sql<{ synced_terms: Body }>('select synced_terms from documents where id = $1', [
          documentId,
        ])
      )[0]?.synced_terms,
    timeline: async () =>
      (await company.call('GET', `/v1/documents/${documentId}/timeline?limit=200`)).body.data as Body[],
    async resolve(field: string, take: string, headers = {}) {
      const [row] = await rows(`&field=${field}&state=open`);
      return company.call('POST', `/v1/divergences/${row.id}/resolve`, { take }, headers);
    },
  };
}

const inPortuguese = { 'accept-language': 'pt-BR' };
const moved: [string, string] = [ours.dueDate, inDays(25)];

describe('the list of divergences', () => {
  it('shows each field with our value, Asaas’ value, since when, and what each choice will do', async () => {
    const { documentId, chargeId, rows } = await diverged({ amountCents: [15_500, 14_000] });
    const [row] = await rows();
    expect(row).toMatchObject({
      accountId,
      documentId,
      chargeId,
      field: 'amountCents',
      label: 'value',
      ours: 15_500,
      theirs: 14_000,
      taken: null,
      closedAt: null,
      outcome: null,
      choices: {
        ours: { possible: true, obstacle: null, does: expect.stringContaining('written to the charge') },
        asaas: { possible: true, obstacle: null, does: expect.stringContaining('a new version') },
      },
    });
    expect(Date.now() - Date.parse(row.foundAt)).toBeLessThan(60_000);
    const { body } = await company.call(
      'GET',
      `/v1/divergences?documentId=${documentId}`,
      undefined,
      inPortuguese,
    );
    expect(body.data[0]).toMatchObject({ label: 'valor' });
    expect(body.data[0].choices.ours.does).toContain('gravado de novo na cobrança');
  });

  it('is narrowed by the ERP’s own id of the document, too', async () => {
    const { documentId, document, rows } = await diverged({ dueDate: moved, amountCents: [15_500, 14_000] });
    const filter = `documentId=${encodeURIComponent(`erp:${(await document()).erpId}`)}`;
    const { body } = await company.call('GET', `/v1/divergences?${filter}&field=dueDate`);
    expect(body.data).toMatchObject([{ documentId, field: 'dueDate' }]);
    expect((await company.call('GET', `/v1/divergences?${filter}`)).body.data).toEqual(await rows());
    const totals = await company.call('GET', `/v1/divergences/totals?${filter}`);
    expect(totals.body).toMatchObject({ count: 2, documents: 1 });
    const stranger = await openCompany(api);
    for (const caller of [company, stranger]) {
      const other = caller === company ? 'documentId=erp:nobody' : filter;
      expect((await caller.call('GET', `/v1/divergences?${other}`)).body.data).toEqual([]);
    }
  });

  it('is narrowed by account, document, field and state, goes page by page, and is counted', async () => {
    const { documentId, rows } = await diverged({
      amountCents: [15_500, 14_000],
      dueDate: moved,
      description: [null, 'Outra'],
    });
    expect((await rows('&field=dueDate')).map((row) => row.field)).toEqual(['dueDate']);
    await api.sql(
      `update divergences set closed_at = now(), outcome = 'vanished' where document_id = $1 and field = 'description'`,
      [documentId],
    );
    expect((await rows('&state=open')).map((row) => row.field)).toHaveLength(2);
    expect((await rows('&state=closed')).map((row) => row.field)).toEqual(['description']);
    const path = `/v1/divergences?documentId=${documentId}&limit=2`;
    const first = (await company.call('GET', path)).body;
    const second = (await company.call('GET', `${path}&cursor=${first.nextCursor}`)).body;
    expect([...first.data, ...second.data].map((row: Body) => row.id)).toEqual(
      (await rows()).map((row) => row.id),
    );
    expect(second.nextCursor).toBeNull();
    const totals = async (query: string) =>
      (await company.call('GET', `/v1/divergences/totals?documentId=${documentId}${query}`)).body;
    const once = (...fields: string[]) => fields.map((field) => ({ field, count: 1 }));
    expect(await totals('')).toEqual({
      count: 3,
      documents: 1,
      amountCents: 15_500,
      byField: once('amountCents', 'description', 'dueDate'),
    });
    expect(await totals('&state=open&field=dueDate')).toEqual({
      count: 1,
      documents: 1,
      amountCents: 15_500,
      byField: once('dueDate'),
    });
    expect(await totals(`&accountId=${crypto.randomUUID()}`)).toEqual({
      count: 0,
      documents: 0,
      amountCents: 0,
      byField: [],
    });
  });

  it('shows nothing of another company, whose divergence cannot be resolved either', async () => {
    const { documentId, rows } = await diverged({ dueDate: moved });
    const [row] = await rows();
    const stranger = await openCompany(api);
    expect((await stranger.call('GET', `/v1/divergences?documentId=${documentId}`)).body.data).toEqual([]);
    const answer = await stranger.call('POST', `/v1/divergences/${row.id}/resolve`, { take: 'ours' });
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
  });
});

describe('taking our value', () => {
  it('notes what Asaas has, and has the document’s workflow carry our wish to it', async () => {
    const { documentId, resolve, synced, document } = await diverged({ dueDate: moved });
    const { status, body } = await resolve('dueDate', 'ours');
    expect(status).toBe(202);
    expect(body).toMatchObject({
      taken: { take: 'ours' },
      closedAt: null,
      choices: { asaas: { obstacle: 'decided' } },
    });
    expect(await synced()).toMatchObject({ ...ours, dueDate: inDays(25) });
    expect(await document()).toMatchObject({ version: 2, syncedVersion: 1, dueDate: ours.dueDate });
    expect((await messagesOf(api, documentId)).at(-1)).toEqual({
      signal: 'documentAmended',
      facts: { version: 2 },
    });
  });

  it('is done once, however often the call is repeated, and refused the second time', async () => {
    const { resolve, document } = await diverged({ dueDate: moved });
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await resolve('dueDate', 'ours', headers);
    expect((await resolve('dueDate', 'ours', headers)).body).toEqual(first.body);
    expect((await document()).version).toBe(2);
    expect((await resolve('dueDate', 'asaas')).body).toMatchObject({
      status: 409,
      code: 'cannot_take',
      obstacle: 'decided',
    });
  });
});

describe('taking Asaas’ value', () => {
  it.each([
    ['amountCents', 15_500, 14_000, { amountCents: 13_500, additionCents: 500 }],
    ['amountCents', 15_500, 400, { amountCents: 400, additionCents: 0 }],
    ['dueDate', ours.dueDate, inDays(25), { dueDate: inDays(25) }],
    ['discount', ours.discount, null, { discount: null }],
    ['fine', null, { type: 'percentage', percent: 2 }, { fine: { type: 'percentage', percent: 2 } }],
    ['interest', null, { percentPerMonth: 1 }, { interest: { percentPerMonth: 1 } }],
    ['description', null, 'Outra', { description: 'Outra' }],
  ])('makes it the document’s next version, synced already: %s', async (field, mine, theirs, becomes) => {
    const { resolve, document, rows, timeline } = await diverged({ [field]: [mine, theirs] });
    const { status, body } = await resolve(field, 'asaas');
    expect([status, body.outcome]).toEqual([202, 'asaas']);
    expect(await document()).toMatchObject({ ...becomes, version: 2, syncedVersion: 2, flags: {} });
    expect(await rows('&state=open')).toEqual([]);
    expect((await timeline()).map(({ what, details }) => [what, details.source ?? details.outcome])).toEqual(
      expect.arrayContaining([
        ['document.amended', 'asaas'],
        ['divergence.closed', 'asaas'],
      ]),
    );
    const events = (await company.call('GET', '/v1/events?after=0&limit=200')).body.data as Body[];
    expect(events.at(-1)).toMatchObject({ type: 'document.amended', data: { syncedVersion: 2 } });
  });

  it('leaves other wishes to be carried to Asaas, and other divergences to be decided', async () => {
    const { documentId, resolve, document, rows } = await diverged({
      dueDate: moved,
      amountCents: [15_500, 14_000],
    });
    await company.call('PATCH', `/v1/documents/${documentId}`, { description: 'Nova' });
    await resolve('dueDate', 'asaas');
    expect(await document()).toMatchObject({ version: 3, syncedVersion: 1, dueDate: inDays(25) });
    expect((await rows('&state=open')).map((row) => row.field)).toEqual(['amountCents']);
    expect((await document()).flags).toHaveProperty('diverged');
  });

  it('makes an overdue document a registered one when its payer has time again', async () => {
    const { resolve, document } = await diverged({ dueDate: moved }, 'overdue');
    await resolve('dueDate', 'asaas');
    expect((await document()).status).toBe('registered');
  });
});

describe('what cannot be taken', () => {
  it.each([
    ['payer', 'ours', ['cus_1', 'cus_2'], 'payer_fixed'],
    ['payer', 'asaas', ['cus_1', 'cus_2'], 'payer_fixed'],
    ['status', 'ours', ['settled', 'awaiting'], 'status_follows_events'],
    ['surplusCharge', 'ours', [null, 'pay_2'], 'remove_at_asaas'],
    ['dueDate', 'ours', [inDays(-1), inDays(20)], 'due_date_past'],
    ['interest', 'asaas', [null, { percentPerMonth: 99 }], 'outside_rules'],
  ])('says why, and what helps: %s, %s', async (field, take, values, obstacle) => {
    const { resolve, document } = await diverged({ [field]: values as [unknown, unknown] });
    const { status, body } = await resolve(field, take, inPortuguese);
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'cannot_take', obstacle });
    expect(body.detail).toMatch(/Nada foi alterado\.$/);
    expect((await document()).version).toBe(1);
  });

  it('is a term that the account’s settings give to every document', async () => {
    const { resolve } = await diverged({ fine: [{ type: 'percentage', percent: 2 }, null] });
    await api.sql('update accounts set settings = $2 where id = $1', [
      accountId,
      JSON.stringify({ fine: { type: 'percentage', percent: 2 } }),
    ]);
    try {
      expect((await resolve('fine', 'asaas')).body).toMatchObject({ obstacle: 'account_default' });
    } finally {
      await api.sql(`update accounts set settings = '{}' where id = $1`, [accountId]);
    }
  });

  it('is anything of a document that is over', async () => {
    const { resolve } = await diverged({ dueDate: moved }, 'settled');
    expect((await resolve('dueDate', 'ours')).body).toMatchObject({ obstacle: 'document_over' });
  });

  it('is anything that a viewer may only look at', async () => {
    const { rows } = await diverged({ dueDate: moved });
    const [row] = await rows();
    const path = `/v1/divergences/${row.id}/resolve`;
    expect((await call(api, await company.keyOf('viewer'), 'POST', path, { take: 'ours' })).status).toBe(403);
  });
});
