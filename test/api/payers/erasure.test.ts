import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/database.ts';
import { CommandRefused, runPersonCommand } from '../../../db/people/person-command.ts';
import { contestableDays } from '../../../domain/erasure.ts';
import { type MoneyBench, openMoneyBench } from '../../activities/money-bench.ts';
import { auditAll, readBooks, redOf } from '../../audit/audited-company.ts';
import { asApplication } from '../../environment/databases.ts';
import { aDocument, type Body, enter, inDays, openCompany } from '../environment.ts';

/** A person, and words that a person of the company wrote about her. None of it may be left. */
const person = {
  taxId: '52998224725',
  name: 'Zenóbia Canária Quíntela',
  email: 'zenobia@canaria.example',
  phone: '41998765432',
  address: { street: 'Travessa do Canário Cego', number: '7', postalCode: '80010000' },
};
const canaries = ['52998224725', '529.982.247-25', 'canári', 'canaria', '41998765432', 'segredo-da-cliente'];

let bench: MoneyBench;
let payerId: string;
let settled: { id: string; chargeId: string };
let cancelled: { id: string; chargeId: string };
let neighbour: string;

beforeAll(async () => {
  bench = await openMoneyBench();
  await liveWithHer();
});

afterAll(() => bench.close());

/** Everything through which she leaves a trace. */
async function liveWithHer(): Promise<void> {
  const { api, company, accountId } = bench;
  const aboutHer = { payer: { ...person, email: 'antiga@canaria.example' }, description: 'Aulas da Canária' };
  settled = await bench.register(aboutHer);
  cancelled = await bench.register(aboutHer);
  const { payer } = await bench.read(settled.id);
  payerId = payer.id;
  await enter(company, aDocument({ erpId: 'dela', payer: person, description: null }));
  const [own] = await api.sql<{ id: string }>(`select id from documents where erp_id = 'dela'`);
  await company.call('POST', `/v1/documents/${own?.id}/cancel`, { reason: 'segredo-da-cliente' });
  await bench.amend(settled.id, {
    additionCents: 500,
    description: 'Mais aulas da Canária',
    reason: 'segredo-da-cliente',
  });
  await bench.cancel(cancelled.id);
  await bench.pay(settled.chargeId);
  await bench.book(settled.id, settled.chargeId);
  [neighbour = ''] = await enter(
    company,
    aDocument({ description: `Presente de ${person.name}, 3ª parcela` }),
  );
  await company.call('PATCH', `/v1/documents/${neighbour}`, {
    amountCents: 16_000,
    reason: `por ${person.name}`,
  });
  await company.call('POST', '/v1/sending-rules', { name: `Só ${person.name}`, payerId });
  for (const name of [person.taxId, '529.982.247-25'])
    await company.call('POST', '/v1/views', { name, filter: { q: person.name } });
  await writeWhatOthersTell(accountId);
}

/** What Asaas and Temporal would have told, written into the rows. */
async function writeWhatOthersTell(accountId: string): Promise<void> {
  const {
    api,
    company: { tenantId },
  } = bench;
  const values = [tenantId, accountId, settled.chargeId];
  await api.sql(
    `insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents, balance_cents,
       charge_id, description, explanation)
     values ($1, $2, 'fin_1', current_date, 'payment', 'PAYMENT_RECEIVED', 15500, 15500, $3, 'Fatura 1 ZENÓBIA CANÁRIA', 'booked'),
       ($1, $2, 'fin_2', current_date, 'notice_fee', 'SMS', -10, 15490, null, 'SMS para 41998765432', 'known_cost')`,
    values,
  );
  await api.sql(
    `insert into provider_events (id, tenant_id, account_id, event_id, charge_id, body, fate)
     values (gen_random_uuid(), $1, $2, 'evt_1', $3, convert_to('{"payment":{"description":"Aulas da Canária"}}', 'utf8'), 'noted'),
       (gen_random_uuid(), $1, $2, 'evt_2', null, convert_to('{"cpf":"52998224725"', 'utf8'), 'unreadable')`,
    values,
  );
  await api.sql(
    `insert into unidentified_receipts (id, tenant_id, account_id, charge_id, gross_cents, net_cents, paid_on, description,
       payer_tax_id, payer_name)
     values (gen_random_uuid(), $1, $2, 'pay_avulso', 100, 100, '2020-01-01', 'Pix de Canária', $3, $4)`,
    [tenantId, accountId, person.taxId, person.name],
  );
  await api.sql(
    `insert into forgotten_charges (account_id, charge_id, tenant_id, reference, value_cents, due_date, description)
     values ($2, $3, $1, gen_random_uuid(), 1, current_date, 'Aulas da Canária')`,
    values,
  );
  await api.sql(`update messages set last_error = 'segredo-da-cliente' where workflow_id like $1`, [
    `%${settled.id}`,
  ]);
}

/** Where in all tables a text is, in letters or in bytes. */
async function whereIs(texts: readonly string[]): Promise<string[]> {
  const tables = await bench.api.sql<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await bench.api.sql<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
      return rows.flatMap(({ row }) =>
        texts
          .filter(
            (text) =>
              row.toLowerCase().includes(text.toLowerCase()) ||
              row.includes(Buffer.from(text).toString('hex')),
          )
          .map((text) => `${name}: ${text}`),
      );
    }),
  );
  return [...new Set(found.flat())].sort();
}

const preview = async (headers?: Record<string, string>): Promise<Body> =>
  (await bench.company.call('GET', `/v1/payers/${payerId}/erasure`, undefined, headers)).body;
const erase = (confirmation: string) =>
  bench.company.call('POST', `/v1/payers/${payerId}/erasure`, { confirmation });

/** Everything ended so long ago. */
const endDaysAgo = (days: number) =>
  bench.api.sql(
    `update documents set settled_at = now() - make_interval(days => $2), cancelled_at = cancelled_at - make_interval(days => $2)
     where payer_id = $1`,
    [payerId, days],
  );

/** What an erasure may not change. */
async function sums(): Promise<unknown> {
  const [ledger] = await bench.api.sql(
    `select count(*), sum(gross_cents) as gross, sum(fee_cents) as fee, sum(net_cents) as net from ledger_entries`,
  );
  const list = async (path: string) => (await bench.company.call('GET', path)).body;
  const documents: Body = await list('/v1/documents?sort=number');
  return {
    ledger,
    summary: await list('/v1/summary'),
    totals: documents.totals,
    rows: documents.data.map(({ id, number, status, amountCents }: Body) => [
      id,
      number,
      status,
      amountCents,
    ]),
    statement: (await list(`/v1/accounts/${bench.accountId}/statement?from=${inDays(-1)}&to=${inDays(1)}`))
      .totals,
  };
}

async function audited(): Promise<unknown> {
  const { databaseUrl } = bench.api;
  const { book } = await readBooks(bench);
  return redOf(await auditAll({ databaseUrl, book, openRuns: new Set(), accountId: bench.accountId }));
}

describe('a payer who asks to be erased', () => {
  it('is found by a CPF that stands in no address, by her company alone', async () => {
    const find = { taxId: '529.982.247-25' };
    expect((await bench.company.call('POST', '/v1/payers/find', find)).body.id).toBe(payerId);
    const other = await openCompany(bench.api);
    expect((await other.call('POST', '/v1/payers/find', find)).status).toBe(404);
    for (const path of ['personal-data', 'erasure'])
      expect((await other.call('GET', `/v1/payers/${payerId}/${path}`)).status).toBe(404);
  });

  it('gets everything that is held of her, and the audit says who asked', async () => {
    const { body } = await bench.company.call('GET', `/v1/payers/${payerId}/personal-data`);
    expect(Object.keys(body.rows).sort()).toEqual([
      'charges',
      'customers',
      'documents',
      'erp_events',
      'forgotten_charges',
      'ledger_entries',
      'messages',
      'payers',
      'provider_events',
      'registration_attempts',
      'remittance_items',
      'statement_lines',
      'superseded_terms',
      'timeline',
      'unidentified_receipts',
    ]);
    expect(body.rows.payers[0]).toMatchObject({ tax_id: person.taxId, email: person.email });
    expect(body.rows.provider_events[0].body).toContain('Aulas da Canária');
    expect(body.namedElsewhere).toMatchObject({
      'sending_rules.name': 1,
      'saved_views.name': 2,
      'saved_views.filter': 2,
    });
    const { data } = (await bench.company.call('GET', `/v1/audit?resourceId=${payerId}`)).body;
    expect([data[0].action, data[0].actor]).toEqual(['payer.exported', 'erp:teste']);
  });

  it('stays while something is open, contested or lately ended, and is told what to do', async () => {
    const shown = await preview();
    expect([shown.obstacles.map(({ code }: Body) => code), shown.confirmation]).toEqual([
      ['open_documents', 'recent_documents'],
      null,
    ]);
    expect(shown.obstacles[0].words).toBe(
      'Documents of this payer are open: their charges need the payer’s data.',
    );
    const inPortuguese = await preview({ 'accept-language': 'pt-BR' });
    expect(inPortuguese.obstacles[0].cure).toBe(
      'Receba, baixe ou cancele os documentos e tente de novo depois do prazo de contestação.',
    );
    expect([shown.keptBecause.slice(0, 7), inPortuguese.keptBecause.slice(0, 7)]).toEqual([
      'Amounts',
      'Valores',
    ]);
    const refused = await erase('x');
    expect([refused.status, refused.body.code]).toEqual([409, 'not_erasable']);
    await bench.api.sql(
      `update documents set status = 'cancelled', cancelled_at = now() where payer_id = $1 and status = 'pending'`,
      [payerId],
    );
    await endDaysAgo(contestableDays - 2);
    const later = await preview();
    expect(later.obstacles).toMatchObject([{ code: 'recent_documents' }]);
    expect(later.obstacles[0].until > inDays(0)).toBe(true);
  });

  it('is erased as shown, and not when something changed since', async () => {
    await endDaysAgo(400);
    const shown = await preview();
    expect(shown).toMatchObject({
      obstacles: [],
      erasedAt: null,
      documents: 3,
      atAsaas: [{ accountId: bench.accountId }],
    });
    await bench.api.sql('update payers set version = version + 1 where id = $1', [payerId]);
    expect((await erase(shown.confirmation)).body.code).toBe('other_than_shown');
    expect((await whereIs(canaries)).length).toBeGreaterThan(20);
  });

  it('leaves no byte in any table, and every sum as it was', async () => {
    const [before, redBefore] = [await sums(), await audited()];
    const { confirmation } = await preview();
    const done = await erase(confirmation);
    expect([done.status, done.body.erasedAt]).toEqual([200, expect.any(String)]);
    expect(await whereIs(canaries)).toEqual([]);
    expect(await sums()).toEqual(before);
    expect(await audited()).toEqual(redBefore);
  });

  it('is erased once, however often it is asked for, and the audit says by whom', async () => {
    const first = await preview();
    const again = await erase('x');
    expect([again.status, again.body]).toEqual([200, first]);
    const { data } = (await bench.company.call('GET', `/v1/audit?resourceId=${payerId}`)).body;
    expect(data.filter(({ action }: Body) => action === 'payer.erased')).toMatchObject([
      { actor: 'erp:teste', after: { documents: 3 } },
    ]);
  });

  it('leaves what others wrote readable, but for her', async () => {
    expect((await bench.read(neighbour)).description).toBe('Presente de apagado, 3ª parcela');
    const { body } = await bench.company.call('GET', `/v1/payers/${payerId}`);
    expect(body).toMatchObject({
      name: 'Pessoa apagada',
      taxId: `erased-${payerId}`,
      email: null,
      address: null,
    });
  });

  it('comes back by no repetition of what the ERP sent, and no document of hers is sent again', async () => {
    const { erpId, number, amountCents, dueDate, chargeId } = await bench.read(cancelled.id);
    const sentAgain = { erpId, number, amountCents, dueDate, payer: person };
    const { body } = await bench.company.call('POST', '/v1/documents', { documents: [sentAgain] });
    expect(body.documents[0]).toMatchObject({ result: 'invalid', errors: [{ code: 'payer_erased' }] });
    expect(chargeId).toBe(cancelled.chargeId);
    const sending = { accountId: bench.accountId, documentIds: [cancelled.id] };
    const refused = await bench.company.call('POST', '/v1/remittances', sending);
    expect(refused.body.errors).toMatchObject([{ code: 'payer_erased' }]);
    expect(await whereIs(canaries)).toEqual([]);
  });

  it('may become a payer again, as somebody new', async () => {
    await enter(bench.company, aDocument({ payer: person }));
    const { body } = await bench.company.call('POST', '/v1/payers/find', { taxId: person.taxId });
    expect([body.name, body.id === payerId]).toEqual([person.name, false]);
  });
});

describe('the command', () => {
  it('shows, exports and erases a payer whose CPF it reads', async () => {
    const { api, company } = bench;
    const taxId = '39053344705';
    await enter(company, aDocument({ payer: { taxId, name: 'Ana' } }));
    const db = openDatabase(asApplication(api.databaseUrl), { maxConnections: 1 });
    const run = (command: string, confirmation?: string, input = '390.533.447-05\n'): Promise<Body> =>
      runPersonCommand(db, { command, confirmation, input, tenantId: company.tenantId, now: new Date() });
    try {
      expect((await run('export')).rows.payers).toMatchObject([{ tax_id: taxId }]);
      const open = await run('preview');
      expect(open.obstacles).toMatchObject([{ code: 'open_documents', cure: expect.any(String) }]);
      await expect(run('erase', open.confirmation)).rejects.toThrow('open_documents');
      await api.sql(
        `update documents set status = 'cancelled', cancelled_at = '2020-01-01'
         where payer_id = (select id from payers where tax_id = $1)`,
        [taxId],
      );
      const { erased } = await run('erase', (await run('preview')).confirmation);
      expect(erased).toMatchObject({ actor: 'admin', documents: 1 });
      expect(await whereIs([taxId])).toEqual([]);
      const wrong: Parameters<typeof run>[] = [
        ['erase'],
        ['forget'],
        ['export', undefined, '123'],
        ['export'],
      ];
      for (const order of wrong) await expect(run(...order)).rejects.toBeInstanceOf(CommandRefused);
    } finally {
      await db.destroy();
    }
  });
});

describe('the history of a company', () => {
  it('can be changed by nobody who does not write an erasure in the same transaction', async () => {
    await bench.api.sql(
      `begin; set local role remessa_eraser; select set_config('app.tenant_id', '${bench.company.tenantId}', true);
       update timeline set details = '{"forged": true}'; commit`,
    );
    const [row] = await bench.api.sql<{ count: string }>(
      `select count(*) from timeline where details = '{"forged": true}'`,
    );
    expect(row?.count).toBe('0');
  });
});
