import pg from 'pg';
import { createAsaas } from '../../asaas/asaas.ts';
import { asaasBook } from '../../audit/asaas-book.ts';
import { audit, type Verdict } from '../../audit/audit.ts';
import type { ProviderBook } from '../../audit/provider-book.ts';
import { openApiKey } from '../../db/accounts/account-secrets.ts';
import type { AccountRow } from '../../db/accounts/accounts.ts';
import { openDatabase } from '../../db/database.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { simulatorBook } from '../../dev/audit/simulator-book.ts';
import { workflowIds } from '../../domain/messages.ts';
import { type MoneyBench, openMoneyBench } from '../activities/money-bench.ts';
import { type Body, openAccount, openCompany } from '../api/environment.ts';
import { asApplication } from '../environment/databases.ts';

/** The API of the tests seals with this key. */
const sealingKey = '7'.repeat(64);

/** What the tests plant offenders into: a company after a day of work, with nobody connected to its database. */
export interface AuditedCompany {
  databaseUrl: string;
  tenantId: string;
  accountId: string;
  /** An account of another company. */
  foreignAccountId: string;
  documents: Record<
    'open' | 'settled' | 'refunded' | 'cancelled' | 'amended',
    { id: string; chargeId: string }
  >;
  openRuns: ReadonlySet<string>;
}

export interface Day {
  company: AuditedCompany;
  /** By the simulator's own book. */
  book: ProviderBook;
  /** By the lists of Asaas. */
  lists: ProviderBook;
}

/** Plays the day by the API, the simulator and the activities. What Temporal and the ERP would do is written into the rows. */
export async function playADay(): Promise<Day> {
  const bench = await openMoneyBench();
  try {
    await bench.company.call('POST', '/v1/webhook-endpoints', { url: 'https://erp.example/events' });
    const documents = await workThroughDocuments(bench);
    const foreign: Body = await openAccount(bench.api, await openCompany(bench.api));
    await writeTheRest(bench);
    const { tenantId } = bench.company;
    const openRuns = Object.values(documents).map(({ id: documentId }) =>
      workflowIds.receivableDocument({ tenantId, documentId }),
    );
    const company = {
      databaseUrl: bench.api.databaseUrl,
      tenantId,
      accountId: bench.accountId,
      foreignAccountId: foreign.id,
      documents,
      openRuns: new Set(openRuns),
    };
    return { company, ...(await readBooks(bench)) };
  } finally {
    await bench.close();
  }
}

async function workThroughDocuments(bench: MoneyBench): Promise<AuditedCompany['documents']> {
  const documents = {
    open: await bench.register(),
    settled: await bench.register(),
    refunded: await bench.register(),
    cancelled: await bench.register(),
    amended: await bench.register(),
  };
  for (const { id, chargeId } of [documents.settled, documents.refunded]) {
    await bench.pay(chargeId);
    await bench.book(id, chargeId);
  }
  await bench.control('POST', `/charges/${documents.refunded.chargeId}/refund`);
  await bench.book(documents.refunded.id, documents.refunded.chargeId);
  await bench.cancel(documents.cancelled.id);
  await bench.amend(documents.amended.id, { additionCents: 500 });
  return documents;
}

/** Both books of the account of a bench. */
export async function readBooks({ api, accountId }: MoneyBench): Promise<Pick<Day, 'book' | 'lists'>> {
  const [row] = await api.sql<AccountRow>('select * from accounts where id = $1', [accountId]);
  if (!row) throw new Error('The account is not there');
  const apiKey = openApiKey(createSealer(sealingKey), row);
  const account = { ...row, tenantId: row.tenant_id, apiKey };
  const asaas = createAsaas({
    sandboxUrl: `${api.simulatorUrl}/v3`,
    productionUrl: `${api.simulatorUrl}/production/v3`,
    timeoutMs: 20_000,
    turnstile: { take: async () => 0, pause: async () => {} },
  });
  const book = await simulatorBook(api.simulatorUrl)(account);
  // Nobody can reach this API from outside, so an event that it took is written into both books.
  return {
    book: { ...book, acknowledged: [{ accountId, eventId: 'evt_1' }] },
    lists: await asaasBook(asaas)(account),
  };
}

async function writeTheRest({ api, accountId, company: { tenantId } }: MoneyBench): Promise<void> {
  await api.sql('update messages set delivered_at = now()');
  await api.sql('update webhook_endpoints set proved_at = now()');
  await api.sql(`
    insert into webhook_deliveries (id, tenant_id, endpoint_id, sequence, event_id, type, subject, status, attempts,
      first_attempt_at, last_attempt_at, delivered_at)
    select gen_random_uuid(), event.tenant_id, endpoint.id, sequence, event.id, type, coalesce(data->>'documentId', ''),
      'delivered', 1, now(), now(), now()
    from erp_events event join webhook_endpoints endpoint on endpoint.tenant_id = event.tenant_id
    where sequence > endpoint.read_sequence`);
  await api.sql(
    `insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents, balance_cents,
       description, explanation) values ($1, $2, 'fin_1', current_date, 'notice_fee', 'SMS', -10, -10, '', 'known_cost')`,
    [tenantId, accountId],
  );
  await api.sql(
    `insert into statement_lines (tenant_id, account_id, line_id, on_date, kind, provider_type, amount_cents, balance_cents,
       charge_id, description, explanation)
     select tenant_id, account_id, charge_id, credited_on, 'payment', 'PAYMENT_RECEIVED', gross_cents, 0, charge_id, '', 'booked'
     from ledger_entries where cause = 'payment'`,
  );
  await api.sql(
    `insert into reconciliations (tenant_id, account_id, statement_through) values ($1, $2, current_date + 5)
     on conflict (account_id) do update set statement_through = excluded.statement_through`,
    [tenantId, accountId],
  );
  await api.sql(
    `insert into provider_events (id, tenant_id, account_id, event_id, body, fate)
     values (gen_random_uuid(), $1, $2, 'evt_1', '{}', 'noted')`,
    [tenantId, accountId],
  );
}

/** Changes the rows as superuser, behind everybody's back. */
export async function plant(databaseUrl: string, statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query(statement, values);
    if (rowCount === 0) throw new Error(`Nothing was planted by: ${statement}`);
  } finally {
    await client.end();
  }
}

export interface Seen {
  databaseUrl: string;
  book: ProviderBook;
  openRuns: ReadonlySet<string>;
  /** The company that the book and the runs are of. The other one has none. */
  accountId: string;
}

/** Audits everything in the database. What should have happened by now is late at once. */
export async function auditAll({ databaseUrl, book, openRuns, accountId }: Seen): Promise<Verdict[]> {
  const db = openDatabase(asApplication(databaseUrl));
  try {
    return await audit({
      db,
      sealer: createSealer(sealingKey),
      readBook: async ({ id }) =>
        id === accountId ? book : { charges: [], acknowledged: book.acknowledged && [] },
      readOpenRuns: async () => openRuns,
      patienceMs: 0,
      now: () => new Date(Date.now() + 1_000),
    });
  } finally {
    await db.destroy();
  }
}

/** The names of the invariants that do not hold, and what is wrong. */
export function redOf(verdicts: readonly Verdict[]): Record<string, string[]> {
  return Object.fromEntries(
    verdicts
      .filter(({ offenders }) => offenders.length > 0)
      .map(({ invariant, offenders }) => [invariant.name, offenders.map(({ what }) => what)]),
  );
}
