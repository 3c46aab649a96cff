import { randomUUID } from 'node:crypto';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';
import { type Company, openCompany } from '../demo/company.ts';
import { exchange } from '../demo/http-json.ts';
import { Payers } from '../demo/payers.ts';
import { answerOf, type Schemas } from '../demo/public-api.ts';
import { addUser } from '../stack/first-user.ts';
import { until } from '../stack/waiting.ts';
import { startSampleErp } from './sample-erp.ts';

/** A company with something on every screen, and a person who signs in to it. */
export interface SampleCompany extends Company {
  login: string;
  password: string;
  payers: Payers;
}

export interface StackPlaces {
  api: string;
  simulator: string;
  adminKey: string;
}

/** A company of its own with an account in Homologação and a user of the role erp, and nothing else. */
export async function openSampleCompany({ api, simulator, adminKey }: StackPlaces): Promise<SampleCompany> {
  const payers = new Payers(simulator);
  const company = await openCompany(api, adminKey, payers);
  const { login, password } = await addUser({ url: api, adminKey }, company.tenantId);
  return { ...company, login, password, payers };
}

type Row = Schemas['Document'];

/** Fills every screen: all sorts of documents, problems, payments, an unidentified receipt, a return to process. */
export async function fillSampleCompany(company: SampleCompany, simulator: string): Promise<void> {
  const { api, payers, asaas } = company;
  await startSampleErp(company);
  const { documents } = await answerOf(api.POST('/v1/documents', { body: { documents: sampleDocuments() } }));
  const ids = documents.flatMap(({ id }) => id ?? []);
  const sent = ids.slice(0, 30);
  await api.POST('/v1/remittances', { body: { accountId: company.accountId, documentIds: sent } });
  const rows = await untilEach(company, sent, (row) => ['registered', 'rejected'].includes(row.status));
  const charges = rows.flatMap(({ chargeId }) => chargeId ?? []);
  const today = dateInSaoPaulo(new Date());
  const pay = (from: number, to: number, method: 'pix' | 'boleto') =>
    payers.pay(
      asaas.id,
      charges.slice(from, to).map((chargeId) => ({ chargeId, method, paidOn: today })),
    );
  await pay(0, 5, 'pix');
  await pay(5, 8, 'boleto');
  await untilEach(
    company,
    rows.slice(0, 5).map(({ id }) => id),
    (row) => row.status !== 'registered',
  );
  const amended = rows.find(
    ({ status, chargeId }) => status === 'registered' && charges.indexOf(chargeId ?? '') > 9,
  );
  if (amended)
    await api.PATCH('/v1/documents/{id}', {
      params: { path: { id: amended.id } },
      body: { additionCents: 1_250, dueDate: addDays(today, 45) },
    });
  await payFromElsewhere(company, simulator, today);
  await differ(company, simulator, charges.slice(20, 24));
  await addRules(company);
  await addViews(company);
  await api.POST('/v1/settlement-returns', {
    body: { accountId: company.accountId, paidFrom: addDays(today, -7), paidTo: today },
  });
}

/** A rule that is off and has something to send, and one that is on and fits nothing yet. */
async function addRules({ api, accountId }: SampleCompany): Promise<void> {
  const rules: Schemas['NewSendingRule'][] = [
    { name: 'Vencem em trinta dias', enabled: false, priority: 20, accountId, dueWithinDays: 30 },
    { name: 'Acima de R$ 50 mil', enabled: true, priority: 10, amountFromCents: 5_000_000 },
  ];
  for (const body of rules) await answerOf(api.POST('/v1/sending-rules', { body }));
  const [payer] = (await answerOf(api.GET('/v1/payers'))).data;
  if (!payer) return;
  const named = { params: { path: { id: payer.id } } };
  await api.PATCH('/v1/payers/{id}', { ...named, body: { defaultAccountId: accountId } });
}

/** A view for everybody, and one of the ERP's key that no clerk sees. */
async function addViews({ api }: SampleCompany): Promise<void> {
  const views: Schemas['NewView'][] = [
    {
      name: 'Maiores primeiro',
      sort: '-amountCents',
      columns: ['number', 'payer', 'amount', 'status'],
      shared: true,
    },
    { name: 'Silva em aberto', filter: { status: ['registered', 'overdue'], q: 'Silva' } },
  ];
  for (const body of views) await answerOf(api.POST('/v1/views', { body }));
}

/** Somebody changed charges on Asaas' own pages, and money left the account that nobody here knows of. */
async function differ(
  { api, accountId, asaas }: SampleCompany,
  simulator: string,
  chargeIds: readonly string[],
): Promise<void> {
  const control = (path: string, body: object) =>
    exchange({ method: 'POST', url: `${simulator}/control${path}`, body });
  const edits = [
    { valueCents: 98_765 },
    { dueDate: addDays(dateInSaoPaulo(new Date()), 60) },
    { discount: { type: 'FIXED', value: 50, dueDateLimitDays: 0 } },
    { fine: { type: 'PERCENTAGE', value: 5 } },
  ];
  for (const [at, chargeId] of chargeIds.entries())
    await control(`/charges/${chargeId}/edit`, { ...edits[at], tell: false });
  await control(`/accounts/${asaas.id}/statement`, {
    type: 'BACEN_JUDICIAL_LOCK',
    valueCents: -7_700,
    description: 'Bloqueio judicial',
  });
  const named = { params: { path: { id: accountId } } };
  await api.POST('/v1/accounts/{id}/reconcile', named);
  await until(
    async () => !(await answerOf(api.GET('/v1/accounts/{id}/statement/totals', named))).awaitsReconciliation,
    { timeoutMs: 60_000 },
  );
}

const names: readonly [name: string, taxId: string][] = [
  ['Açougue Três Irmãos Ltda', '11222333000181'],
  ['Ana Beatriz Conceição', '24971563792'],
  ['Padaria São João Ltda', '11444777000161'],
  ['João da Silva', '39053344705'],
  ['Mercearia Dona Conceição', '52998224725'],
  ['Auto Peças Ipê Amarelo', '11144477735'],
];

/** Forty documents, two of which Asaas will refuse for their telephone. */
function sampleDocuments(): Schemas['DocumentEntry'][] {
  const today = dateInSaoPaulo(new Date());
  return Array.from({ length: 40 }, (_, at) => {
    const [name, taxId] = names[at % 4] as [string, string];
    const isRefused = at === 12 || at === 13;
    const [refusedName, refusedTaxId] = names[at === 12 ? 4 : 5] as [string, string];
    return {
      erpId: randomUUID(),
      number: `NF-${10_400 + at}/1`,
      payer: isRefused
        ? { name: refusedName, taxId: refusedTaxId, phone: '47999999999' }
        : { name, taxId, email: 'financeiro@pagador.example' },
      amountCents: 12_345 + at * 7_913,
      dueDate: addDays(today, (at * 3) % 40),
      billingType: at % 3 === 0 ? 'UNDEFINED' : 'BOLETO',
      fine: { type: 'percentage', percent: 2 },
      interest: { percentPerMonth: 1 },
      ...(at % 2 === 0 && { discount: { type: 'percentage', percent: 5, daysBeforeDue: 2 } }),
    };
  });
}

/** Waits until each of these documents is as wanted, and returns them. */
export async function untilEach(
  { api }: Company,
  ids: readonly string[],
  isWanted: (row: Row) => boolean,
): Promise<Row[]> {
  let rows: Row[] = [];
  await until(
    async () => {
      rows = await Promise.all(
        ids.map((id) => answerOf(api.GET('/v1/documents/{id}', { params: { path: { id } } }))),
      );
      return rows.every(isWanted);
    },
    { timeoutMs: 60_000 },
  );
  return rows;
}

/** A charge that somebody made in Asaas' own pages, and its payer paid. */
async function payFromElsewhere(
  { asaas, payers }: SampleCompany,
  simulator: string,
  today: string,
): Promise<void> {
  const call = async (path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(`${simulator}/v3${path}`, {
      method: 'POST',
      headers: { access_token: asaas.apiKey, 'content-type': 'application/json', 'user-agent': 'sample' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string };
  };
  const customer = await call('/customers', { name: 'Cliente de balcão', cpfCnpj: '24971563792' });
  const charge = await call('/payments', {
    customer: customer.id,
    billingType: 'PIX',
    value: 99.9,
    dueDate: addDays(today, 5),
    description: 'Venda de balcão',
  });
  await payers.pay(asaas.id, [{ chargeId: charge.id, method: 'pix', paidOn: today }]);
}
