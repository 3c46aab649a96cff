import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { wrongTwice } from '../../audit/audit.ts';
import { invariants } from '../../audit/invariants.ts';
import { auditOwnBooks, type Look, ownInvariants, type Place } from '../../audit/own-audit.ts';
import type { ProviderBook, ProviderCharge } from '../../audit/provider-book.ts';
import { describeVerdicts } from '../../audit/report.ts';
import { openDatabase } from '../../db/database.ts';
import { asApplication, copyOf } from '../environment/databases.ts';
import { expectTrouble } from '../environment/quiet.ts';
import { type AuditedCompany, auditAll, plant, playADay, redOf } from './audited-company.ts';

let company: AuditedCompany;
/** By the simulator's own book. */
let book: ProviderBook;
/** By the lists of Asaas. */
let lists: ProviderBook;

beforeAll(async () => {
  ({ company, book, lists } = await playADay());
});

/** A day's work, changed by what is planted, and the invariants that are then red. */
async function redAfter(planted: {
  sql?: [statement: string, values?: unknown[]];
  book?: (book: ProviderBook) => ProviderBook;
  openRuns?: ReadonlySet<string>;
}): Promise<Record<string, string[]>> {
  const databaseUrl = await copyOf(company.databaseUrl);
  if (planted.sql) await plant(databaseUrl, ...planted.sql);
  const { accountId } = company;
  const theirs = planted.book ? planted.book(structuredClone(book)) : book;
  const openRuns = planted.openRuns ?? company.openRuns;
  const red = redOf(await auditAll({ databaseUrl, book: theirs, openRuns, accountId }));
  // The audit of our own books finds the same in parts, of what it can judge.
  const ownNames = ownInvariants.map(({ name }) => name);
  expect((await lookInParts(databaseUrl)).red).toEqual(
    Object.keys(red).filter((name) => ownNames.includes(name)),
  );
  return red;
}

/** Looks at one document after the other, each in a look of its own, until a round is over. */
async function lookInParts(
  databaseUrl: string,
): Promise<{ red: string[]; looks: number; documents: number }> {
  const db = openDatabase(asApplication(databaseUrl), { maxConnections: 1 });
  try {
    const red = new Set<string>();
    let [looks, documents] = [0, 0];
    for (let place: Place | null = null; looks === 0 || place; looks++) {
      const look: Look = await auditOwnBooks({ db, ...oneDocumentALook() }, place);
      for (const { invariant } of look.offenders) red.add(invariant);
      documents += look.documents;
      place = look.next;
    }
    return { red: [...red], looks, documents };
  } finally {
    await db.destroy();
  }
}

/** The book with one charge changed. */
function withCharge(chargeId: string, change: Partial<ProviderCharge>) {
  return (theirs: ProviderBook): ProviderBook => ({
    ...theirs,
    charges: theirs.charges.map((charge) =>
      charge.chargeId === chargeId ? { ...charge, ...change } : charge,
    ),
  });
}

/** The book with one charge more, like another. */
function withTwin(chargeId: string, change: Partial<ProviderCharge>) {
  return (theirs: ProviderBook): ProviderBook => {
    const charge = theirs.charges.find((each) => each.chargeId === chargeId);
    if (!charge) throw new Error(`The book has no ${chargeId}`);
    return { ...theirs, charges: [...theirs.charges, { ...charge, chargeId: 'pay_twin', ...change }] };
  };
}

describe('the audit of a day without faults', () => {
  it('finds nothing, and has looked at something for every invariant', async () => {
    const verdicts = await auditAll({ ...company, book });
    expect(redOf(verdicts)).toEqual({});
    const idle = verdicts.filter(({ checked, judged }) => !judged || checked === 0);
    expect(idle.map(({ invariant }) => invariant.name)).toEqual([]);
  });

  it('finds nothing by the lists of Asaas either, and says what they do not tell', async () => {
    const verdicts = await auditAll({ ...company, book: lists });
    expect(redOf(verdicts)).toEqual({});
    const silent = verdicts.filter(({ judged }) => !judged).map(({ invariant }) => invariant.name);
    expect(silent).toEqual(['acknowledged_kept']);
    const byId = (charges: readonly ProviderCharge[]) =>
      charges
        .filter(({ live, receivedCents }) => live || receivedCents > 0)
        .toSorted((a, b) => (a.chargeId < b.chargeId ? -1 : 1));
    expect(byId(lists.charges)).toEqual(byId(book.charges));
  });

  it('calls wrong only what two looks found', async () => {
    const first = await auditAll({ ...company, book: { ...book, charges: [] } });
    const second = await auditAll({ ...company, book });
    expect(Object.keys(redOf(first)).length).toBeGreaterThan(0);
    expect(redOf(wrongTwice(first, second))).toEqual({});
    expect(redOf(wrongTwice(first, first))).toEqual(redOf(first));
  });

  it('shows one line for each invariant, with the offenders below it', async () => {
    const lines = describeVerdicts(await auditAll({ ...company, book: { ...book, charges: [] } }));
    expect(lines.filter((line) => /^ {2}[✓✗-] /.test(line))).toHaveLength(invariants.length);
    expect(lines.join('\n')).toMatch(/✗ charges_stand .*\n {6}\S+: pay_\S+ is not live at Asaas/);
  });
});

type Planted = () => Parameters<typeof redAfter>[0];

/** An offender of each invariant that no other invariant sees. */
const offenders: Record<string, Planted> = {
  one_charge: () => ({ book: withTwin(company.documents.open.chargeId, {}) }),
  known_charges: () => ({
    book: withCharge(company.documents.cancelled.chargeId, { live: true, waiting: true }),
  }),
  charges_stand: () => ({
    book: withCharge(company.documents.open.chargeId, { live: false, waiting: false }),
  }),
  terms_agree: () => ({ book: withCharge(company.documents.amended.chargeId, { valueCents: 15_000 }) }),
  payments_booked: () => ({
    book: withTwin(company.documents.settled.chargeId, { reference: null }),
  }),
  bookings_backed: () => ({ book: withCharge(company.documents.settled.chargeId, { receivedCents: 0 }) }),
  sums_equal: () => ({ book: withCharge(company.documents.refunded.chargeId, { refundedCents: 14_999 }) }),
  settlements_backed: () => ({
    sql: [
      'update ledger_entries set document_id = null where document_id = $1',
      [company.documents.settled.id],
    ],
  }),
  receipts_add_up: () => ({
    sql: [
      'update ledger_entries set discount_cents = 1 where document_id = $1 and cause = $2',
      [company.documents.settled.id, 'payment'],
    ],
  }),
  statement_explained: () => ({ sql: [`update statement_lines set explanation = 'unexplained'`] }),
  payments_listed: () => ({
    sql: [
      `delete from statement_lines where kind = 'payment' and charge_id = $1`,
      [company.documents.settled.chargeId],
    ],
  }),
  moves_lawful: () => ({
    sql: [`update documents set status = 'overdue' where id = $1`, [company.documents.open.id]],
  }),
  nothing_stuck: () => ({
    sql: ['update documents set version = version + 1 where id = $1', [company.documents.open.id]],
  }),
  runs_alive: () => ({ openRuns: new Set([...company.openRuns].slice(1)) }),
  acknowledged_kept: () => ({
    book: (theirs) => ({ ...theirs, acknowledged: [{ accountId: company.accountId, eventId: 'evt_lost' }] }),
  }),
  messages_delivered: () => ({
    sql: [
      'update messages set delivered_at = null where workflow_id like $1',
      [`document/%${company.documents.cancelled.id}`],
    ],
  }),
  messages_gapless: () => ({
    sql: [
      `insert into messages (id, tenant_id, workflow_type, workflow_id, seq, signal, facts, subject, delivered_at)
       select gen_random_uuid(), tenant_id, workflow_type, workflow_id, seq + 2, signal, facts, subject, now()
       from messages where workflow_id like $1`,
      [`document/%${company.documents.cancelled.id}`],
    ],
  }),
  moves_told: () => ({
    sql: [
      `update erp_events set type = 'document.paid' where type = 'document.settled' and data->>'documentId' = $1`,
      [company.documents.settled.id],
    ],
  }),
  feed_gapless: () => ({
    sql: [
      'update event_sequences set last_sequence = last_sequence + 1 where tenant_id = $1',
      [company.tenantId],
    ],
  }),
  feed_delivered: () => ({
    sql: ['delete from webhook_deliveries where sequence = (select max(sequence) from webhook_deliveries)'],
  }),
  tenant_wall: () => ({
    sql: [
      'update charges set account_id = $2 where charge_id = $1',
      [company.documents.open.chargeId, company.foreignAccountId],
    ],
  }),
};

describe('the audit', () => {
  it.each(invariants.map(({ name }) => name))(
    'finds an offender of %s, and calls nothing else wrong',
    async (name) => {
      const planted = offenders[name];
      if (!planted) throw new Error(`No offender is planted for ${name}`);
      expect(Object.keys(await redAfter(planted()))).toEqual([name]);
    },
  );

  it('lets a difference be that is listed for a person', async () => {
    const { id, chargeId } = company.documents.amended;
    const red = await redAfter({
      sql: [
        `insert into divergences (id, tenant_id, account_id, document_id, charge_id, field, ours, theirs)
         select gen_random_uuid(), tenant_id, account_id, id, charge_id, 'amountCents', '15500', '15000' from documents where id = $1`,
        [id],
      ],
      book: withCharge(chargeId, { valueCents: 15_000 }),
    });
    expect(red).toEqual({});
  });
});

describe('the audit of our own books', () => {
  it('needs neither Asaas nor Temporal, and sees every document once in as many looks as it takes', async () => {
    const { red, looks, documents } = await lookInParts(company.databaseUrl);
    expect({ red, documents }).toEqual({ red: [], documents: Object.keys(company.documents).length });
    expect(looks).toBeGreaterThan(documents);
  });

  it('says of what takes too long that it was not judged, and judges the rest', async () => {
    expectTrouble({
      part: 'postgres',
      line: /ERROR: {2}canceling statement due to statement timeout/,
      why: 'A table is locked for longer than the audit waits.',
    });
    const databaseUrl = await copyOf(company.databaseUrl);
    const holder = new pg.Client({ connectionString: databaseUrl });
    await holder.connect();
    await holder.query('begin; lock table messages in access exclusive mode');
    const db = openDatabase(asApplication(databaseUrl));
    const limits = { patienceMs: 0, now: () => new Date(), isOver: () => false, documentsAtOnce: 100 };
    const look = await auditOwnBooks({ db, ...limits, statementMs: 3_000 }, null);
    await Promise.all([db.destroy(), holder.end()]);
    expect([...look.unjudged].sort()).toEqual(['messages_delivered', 'messages_gapless', 'tenant_wall']);
    expect(look.documents).toBe(Object.keys(company.documents).length);
    expect(look.next).toBeNull();
  });
});

function oneDocumentALook() {
  let asked = 0;
  return {
    patienceMs: 0,
    now: () => new Date(Date.now() + 1_000),
    isOver: () => asked++ > 0,
    documentsAtOnce: 1,
    statementMs: 10_000,
  };
}
