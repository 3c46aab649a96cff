import { beforeAll, describe, expect, it } from 'vitest';
import { chargedDocument } from '../charged-document.ts';
import { aDocument, type Body, call, enter, inDays, openAccount, openCompany } from '../environment.ts';
import { ownAccount } from '../own-company.ts';
import { placeDocument } from '../placed-document.ts';

const { api, company, accountId } = await ownAccount();

/** What ERPs make ids of, and what paths, queries and patterns stumble over. */
const oddErpIds = [
  'CR-1',
  'NF 1/2 ção#?%&+;,:="\'\\',
  '%2F',
  '..',
  ' com espaço ',
  'erp:erp:1',
  '😀',
  '0198c0de-0000-7000-8000-000000000000',
  'x'.repeat(200),
  'linha\nnova',
];

const pathOf = (erpId: string, rest = '') => `/v1/documents/erp:${encodeURIComponent(erpId)}${rest}`;

let ids: string[];

beforeAll(async () => {
  ids = await enter(company, ...oddErpIds.map((erpId) => aDocument({ erpId })));
});

describe('the ERP’s own id', () => {
  it.each(oddErpIds)('names its document in a path and in a filter: %j', async (erpId) => {
    const id = ids[oddErpIds.indexOf(erpId)];
    const { status, body } = await company.call('GET', pathOf(erpId));
    expect([status, body.id, body.erpId]).toEqual([200, id, erpId]);
    const listed = await company.call('GET', `/v1/documents?erpId=${encodeURIComponent(erpId)}`);
    expect(listed.body.data.map((row: Body) => row.id)).toEqual([id]);
    const totals = await company.call('GET', `/v1/documents/totals?erpId=${encodeURIComponent(erpId)}`);
    expect(totals.body.count).toBe(1);
  });

  it('works in the path of every operation on a document', async () => {
    const below = Object.entries(api.judge.document.paths)
      .filter(([path]) => path.startsWith('/v1/documents/{id}'))
      .flatMap(([path, operations]) => Object.keys(operations).map((method) => [method.toUpperCase(), path]));
    expect(below.length).toBeGreaterThan(8);
    for (const [method = '', path = ''] of below) {
      const address = (name: string) => path.replace('{id}', name);
      const body = method === 'GET' ? undefined : {};
      const answers = [];
      for (const name of [ids[0] ?? '', 'erp:CR-1', 'erp:nobody']) {
        const { status, body: said } = await call(api, company.key, method, address(name), body);
        answers.push([status, said?.code ?? null]);
      }
      const [byOurs, byTheirs, unknown] = answers;
      expect([method, path, ...(byTheirs ?? [])]).toEqual([method, path, ...(byOurs ?? [])]);
      // What the body lacks is told before the document is looked for, or after: never as if it were there.
      expect([[404, 'erp_id_unknown'], byOurs]).toContainEqual(unknown);
      if (byOurs?.[0] !== 400) expect(unknown).toEqual([404, 'erp_id_unknown']);
    }
  });

  it('is told by name when no document has it, in the caller’s language', async () => {
    const headers = { 'accept-language': 'pt-BR' };
    const { status, body } = await company.call('GET', pathOf('não há'), undefined, headers);
    expect([status, body.code]).toEqual([404, 'erp_id_unknown']);
    expect(body.detail).toContain('erpId não há');
  });

  it.each(['erp:', 'erp:%20', 'erp:%00', 'erp:%ZZ', `erp:${'x'.repeat(201)}`, 'ERP:CR-1', 'CR-1'])(
    'is not what %s is: nothing is there',
    async (name) => {
      const { status, body } = await company.call('GET', `/v1/documents/${name}`);
      expect([status, body.code]).toEqual([404, 'not_found']);
    },
  );

  it('names a document of the caller’s own company alone', async () => {
    const other = await openCompany(api);
    expect((await other.call('GET', pathOf('CR-1'))).status).toBe(404);
    const [theirs] = await enter(other, aDocument({ erpId: 'CR-1' }));
    expect((await other.call('GET', pathOf('CR-1'))).body.id).toBe(theirs);
    expect((await company.call('GET', pathOf('CR-1'))).body.id).toBe(ids[0]);
    const { body } = await other.call('POST', '/v1/remittances/preview', {
      accountId: (await openAccount(api, other)).id,
      erpIds: ['CR-1', '%2F'],
    });
    expect([body.sendable.count, body.faults[0].erpId, body.faults[0].documentId]).toEqual([1, '%2F', null]);
  });

  it('amends, and a repeated call by it is answered the same', async () => {
    const amended = await company.call('PATCH', pathOf('%2F'), { dueDate: inDays(40) });
    expect([amended.status, amended.body.dueDate]).toEqual([200, inDays(40)]);
    const [id = ''] = await enter(company, aDocument({ erpId: 'a cancelar' }));
    await placeDocument(api, company, id, { accountId });
    const cancel = () =>
      company.call(
        'POST',
        pathOf('a cancelar', '/cancel'),
        { reason: 'desistiu' },
        {
          'idempotency-key': 'cancel-by-erp-id',
        },
      );
    expect((await cancel()).status).toBe(202);
    const again = await cancel();
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 'true']);
  });
});

/** Every place where a caller names documents by our ids: the operation, where, and the names that stand beside. */
function placesOfIds(): { place: string; field: string; beside: string[]; schema: Body }[] {
  const { paths, components } = api.judge.document as unknown as { paths: Body; components: Body };
  const resolved = (schema: Body): Body =>
    schema?.$ref ? components.schemas[schema.$ref.split('/').at(-1)] : schema;
  const fieldsIn = (given: Body, place: string): ReturnType<typeof placesOfIds> => {
    const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = resolved(given) ?? {};
    const beside = Object.keys(properties);
    return [
      ...Object.entries<Body>(properties).flatMap(([field, schema]) => [
        { place, field, beside, schema },
        ...fieldsIn(schema, `${place}.${field}`),
      ]),
      ...[...(items ? [items] : []), ...anyOf, ...oneOf, ...allOf].flatMap((part) => fieldsIn(part, place)),
    ];
  };
  const operations = Object.values<Body>(paths).flatMap((path) => Object.values<Body>(path));
  return operations
    .flatMap(({ operationId, parameters = [], requestBody }) => {
      const beside = parameters.map(({ name }: Body) => name);
      return [
        ...parameters.map(({ name: field, schema }: Body) => ({ place: operationId, field, beside, schema })),
        ...fieldsIn(requestBody?.content['application/json']?.schema, operationId),
      ];
    })
    .filter(({ field }) => /^(documentIds?|resourceId)$/.test(field));
}

describe('an operation that takes our id of a document', () => {
  it('takes the ERP’s own, too: beside it, or in its place', () => {
    const places = placesOfIds();
    const lacking = places.filter(({ field, beside, schema }) => {
      const standsBeside = beside.includes(field === 'documentIds' ? 'erpIds' : 'erpId');
      return !standsBeside && !JSON.stringify(schema).includes('^erp:');
    });
    expect(lacking.map(({ place, field }) => `${place}: ${field}`)).toEqual([]);
    expect(places.map(({ place, field }) => `${place}: ${field}`)).toEqual(
      expect.arrayContaining([
        'assignUnidentifiedReceipt: documentId',
        'simulatePayment: documentId',
        'listDivergences: documentId',
        'listAudit: resourceId',
        'sendRemittance: documentIds',
      ]),
    );
  });

  it('is the audit: what was done to the document, and nothing where no document has the id', async () => {
    const [id = ''] = await enter(company, aDocument({ erpId: 'a revisar' }));
    await company.call('PATCH', pathOf('a revisar'), { description: 'Corrigido' });
    const audit = async (resource: string) =>
      (await company.call('GET', `/v1/audit?resourceId=${encodeURIComponent(resource)}`)).body;
    const byOurs = await audit(id);
    expect(byOurs.data.length).toBeGreaterThan(0);
    expect(await audit('erp:a revisar')).toEqual(byOurs);
    expect(await audit('erp:nobody')).toEqual({ data: [], nextCursor: null });
  });

  it('is the simulator: its payer pays, and nobody does where no document has the id', async () => {
    const { documentId, chargeId } = await chargedDocument(api, company, accountId);
    const { erpId } = (await company.call('GET', `/v1/documents/${documentId}`)).body;
    const pay = (named: object) =>
      company.call('POST', '/v1/simulator/payments', { ...named, method: 'pix' });
    const unknown = await pay({ erpId: 'nobody' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'erp_id_unknown']);
    const both = await pay({ erpId, documentId });
    expect([both.status, both.body.errors[0].code]).toEqual([400, 'either_or']);
    const { status, body } = await pay({ erpId });
    expect([status, body.chargeId]).toEqual([202, chargeId]);
  });
});

describe('erpIds', () => {
  const send = (body: object) => company.call('POST', '/v1/remittances', { accountId, ...body });

  it('choose what a remittance takes, each once', async () => {
    const { status, body } = await send({ erpIds: oddErpIds.slice(0, 3) });
    expect([status, body.counts.total]).toEqual([202, 3]);
    const items = await company.call('GET', `/v1/remittances/${body.id}/items`);
    expect(items.body.data.map((row: Body) => row.documentId)).toEqual(ids.slice(0, 3));
  });

  it('are refused one by one where they are unknown or named twice', async () => {
    const { status, body } = await send({ erpIds: ['..', 'nobody', '..', 'nobody'] });
    expect([status, body.code]).toEqual([422, 'documents_not_sendable']);
    expect(body.errors.map(({ path, code }: Body) => [path, code])).toEqual([
      ['erpIds[1]', 'not_found'],
      ['erpIds[2]', 'duplicate'],
      ['erpIds[3]', 'duplicate'],
    ]);
  });

  it('stand instead of documentIds or a filter, not beside them', async () => {
    for (const both of [{ documentIds: [ids[3]], erpIds: ['..'] }, { filter: {}, erpIds: ['..'] }, {}]) {
      const { status, body } = await send(both);
      expect([status, body.errors[0].code]).toEqual([400, 'either_or']);
    }
  });

  it('choose rows of a remittance to cancel, and name those that are not in it', async () => {
    const { body: sent } = await send({ erpIds: ['..', ' com espaço '] });
    const path = `/v1/remittances/${sent.id}/cancel`;
    const refused = await company.call('POST', path, { reason: 'x', erpIds: ['..', 'CR-1', 'nobody'] });
    expect(refused.body.errors.map(({ path, code }: Body) => [path, code])).toEqual([
      ['erpIds[1]', 'not_in_remittance'],
      ['erpIds[2]', 'not_in_remittance'],
    ]);
    const asked = await company.call('POST', path, { reason: 'x', erpIds: ['..'] });
    expect(asked.status).toBe(202);
    const requested = async (erpId: string) =>
      (await company.call('GET', pathOf(erpId))).body.cancellation !== null;
    expect([await requested('..'), await requested(' com espaço ')]).toEqual([true, false]);
  });

  it('choose boletos, told by name where there is none', async () => {
    const refused = await company.call('GET', `/v1/boletos.pdf?erpIds=nobody`);
    expect([refused.status, refused.body.code]).toEqual([404, 'erp_id_unknown']);
    const waiting = await company.call('GET', `/v1/boletos.zip?erpIds=%F0%9F%98%80&erpIds=CR-1`);
    expect([waiting.status, waiting.body.code]).toEqual([409, 'not_allowed_now']);
    const both = await company.call('GET', `/v1/boletos.pdf?erpIds=a&documentIds=${ids[0]}`);
    expect([both.status, both.body.errors[0].code]).toEqual([400, 'either_or']);
  });

  it('say which document a receipt is the payment of', async () => {
    await placeDocument(api, company, ids[9] ?? '', { accountId });
    await api.sql(
      `insert into unidentified_receipts (id, tenant_id, account_id, charge_id, gross_cents, net_cents, paid_on)
       values (gen_random_uuid(), $1, $2, 'pay_unknown', 100, 100, $3)`,
      [company.tenantId, accountId, inDays(0)],
    );
    const { body: receipts } = await company.call('GET', '/v1/unidentified-receipts');
    const path = `/v1/unidentified-receipts/${receipts.data[0].id}/assign`;
    const unknown = await company.call('POST', path, { erpId: 'nobody' });
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([400, 'erpId']);
    const { status, body } = await company.call('POST', path, { erpId: 'linha\nnova' });
    expect([status, body.assignment.documentId]).toEqual([202, ids[9]]);
  });
});
