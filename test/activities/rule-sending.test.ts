import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountCareActivities } from '../../activities/account-care.ts';
import { sendWhatRulesFit } from '../../activities/rule-sending.ts';
import { findAccountOrThrow, updateAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { insertRule, type RuleWish } from '../../db/sending-rules/sending-rules.ts';
import { asTenant, asVendor } from '../../db/tenancy.ts';
import { seedMoreDocuments } from '../environment/seeds.ts';
import { type Door, openDoor } from './door.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const dayMs = 86_400_000;
let bench: Workbench;
let door: Door;
let seed: Awaited<ReturnType<Workbench['seed']>>;

beforeAll(async () => {
  door = await openDoor();
  bench = await openWorkbench({ publicUrl: door.url });
});

/** A company with one document, due in twenty days. */
beforeEach(async () => {
  bench.clock.offsetMs = 0;
  seed = await bench.seed();
});

afterAll(async () => {
  await bench.close();
  await door.close();
});

const here = <T>(work: (scope: Scope) => Promise<T>) => asTenant(bench.deps.db, seed.tenantId, work);

function aRule(wish: Partial<RuleWish> = {}): Promise<unknown> {
  const owner = { id: randomUUID(), tenant_id: seed.tenantId };
  const rule = { name: 'Regra', enabled: true, priority: 100, account_id: seed.accountId, ...wish };
  return here((scope) => insertRule(scope, { ...owner, ...rule }));
}

function tend() {
  return bench.run(accountCareActivities(bench.deps).checkAndRepairAccount, { ...seed, heard: [] });
}

const items = () => here((scope) => scope.selectFrom('remittance_items').selectAll().execute());

describe('the care of an account', () => {
  it('sends a document on the day on which its rule begins to fit', async () => {
    await aRule({ due_within_days: 10 });
    bench.clock.offsetMs = 9 * dayMs;
    await tend();
    expect(await items()).toEqual([]);
    bench.clock.offsetMs = 10 * dayMs;
    await tend();
    await tend();
    expect(await items()).toMatchObject([{ document_id: seed.documentId }]);
  });

  it('sends nothing whose due date is past, and nothing by a rule that is off', async () => {
    await aRule({ enabled: false });
    await tend();
    await aRule();
    bench.clock.offsetMs = 21 * dayMs;
    await tend();
    expect(await items()).toEqual([]);
  });

  it('sends what waited for its account once the account works again', async () => {
    await aRule();
    await here((scope) => updateAccount(scope, seed.accountId, { disabled_at: new Date() }));
    await tend();
    expect(await items()).toEqual([]);
    await here((scope) => updateAccount(scope, seed.accountId, { disabled_at: null }));
    await tend();
    expect(await items()).toHaveLength(1);
  });

  it('leaves to another account’s care what a rule sends there', async () => {
    const other = await here(async (scope) => {
      const { id: _, ...account } = await findAccountOrThrow(scope, seed.accountId);
      const columns = {
        settings: '{}',
        notices: null,
        asaas_account: '{}',
        webhook_endpoint: randomUUID(),
        digit: '9',
      };
      return scope
        .insertInto('accounts')
        .values({ ...account, id: randomUUID(), ...columns })
        .returningAll()
        .executeTakeFirstOrThrow();
    });
    await aRule({ account_id: other.id });
    await tend();
    expect(await items()).toEqual([]);
    await sendWhatRulesFit(bench.deps, other);
    expect(await items()).toHaveLength(1);
  });

  it('sends nothing for a company whose licence ended', async () => {
    await aRule();
    await asVendor(bench.deps.db, (scope) =>
      scope.updateTable('tenants').set({ features: [] }).where('id', '=', seed.tenantId).execute(),
    );
    await tend();
    expect(await items()).toEqual([]);
  });

  it('leaves what is at fault, and sends the others', async () => {
    const [cheap] = await seedMoreDocuments(bench.deps.db, seed, 1);
    await here((scope) =>
      scope
        .updateTable('documents')
        .set({ amount_cents: 100 })
        .where('id', '=', `${cheap?.documentId}`)
        .execute(),
    );
    await aRule();
    await tend();
    expect(await items()).toMatchObject([{ document_id: seed.documentId }]);
  });

  it('sends each document once, in however many processes it runs at the same time', async () => {
    await seedMoreDocuments(bench.deps.db, seed, 300);
    await aRule();
    const account = await here((scope) => findAccountOrThrow(scope, seed.accountId));
    await Promise.all(Array.from({ length: 6 }, () => sendWhatRulesFit(bench.deps, account)));
    const sent = await items();
    expect(sent).toHaveLength(301);
    expect(new Set(sent.map(({ document_id }) => document_id)).size).toBe(301);
  });
});
