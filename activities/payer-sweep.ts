import { NotFound, Refused } from '../asaas/errors.ts';
import {
  findPayersAtAsaas,
  findUnlistedCustomers,
  type PayerAtAsaas,
  tellPayerMended,
} from '../db/payers/known-customers.ts';
import { type KnownCustomer, type PayerDifference, payerDifferences } from '../domain/payer-difference.ts';
import { callAsaas, inTenantOf, type OpenAccount, openAccount } from './account.ts';
import type { SweepEnd } from './charge-sweep.ts';
import { notifies, updateCustomer } from './customer.ts';
import type { AccountRef, Dependencies } from './dependencies.ts';
import { readEach, readingsPerStep, readPages } from './reading-step.ts';

/**
 * Payers that somebody changed or removed at Asaas, or whose notices somebody switched on or off there. The ERP alone says
 * what a payer is and what it gets, so they are put right at once, and the timelines of their open documents tell it.
 */
export const payerSweepActivities = (deps: Dependencies) => ({
  /** Reads some pages of the account's payers from `offset` on. Null once all are read. May be repeated. */
  async sweepPayers({ offset, ...ref }: AccountRef & { offset: number }): Promise<number | null> {
    const account = await openAccount(deps, ref.tenantId, ref.accountId, 'sweep');
    return readPages(offset, async (at) => {
      const { customers } = deps.asaas;
      const page = await callAsaas(deps, account, () => customers.readPage(account.connection, at));
      await mend(deps, account, page.customers);
      return page.nextOffset;
    });
  },

  /**
   * Reads, one by one, payers of open documents that no list showed: what was removed is in none. Returns how many there
   * were; none are left once it returns 0. May be repeated.
   */
  async readUnlistedPayers({ startedAt, ...ref }: AccountRef & SweepEnd): Promise<number> {
    const account = await openAccount(deps, ref.tenantId, ref.accountId, 'sweep');
    const unlisted = await inTenantOf(deps, account, (scope) =>
      findUnlistedCustomers(scope, ref.accountId, new Date(startedAt), readingsPerStep),
    );
    await readEach(unlisted, (customerId) => readUnlisted(deps, account, customerId));
    return unlisted.length;
  },
});

async function readUnlisted(deps: Dependencies, account: OpenAccount, customerId: string): Promise<void> {
  const read = () => deps.asaas.customers.read(account.connection, customerId);
  const customer = await unlessRefused(callAsaas(deps, account, read, [Refused, NotFound]));
  if (customer) return mend(deps, account, [customer]);
  // Asaas does not know it: noted as seen, so that it is asked for once in a sweep.
  await inTenantOf(deps, account, (scope) => findPayersAtAsaas(scope, account.row.id, [customerId]));
}

async function mend(
  deps: Dependencies,
  account: OpenAccount,
  customers: readonly KnownCustomer[],
): Promise<void> {
  const payers = await inTenantOf(deps, account, (scope) =>
    findPayersAtAsaas(
      scope,
      account.row.id,
      customers.map(({ customerId }) => customerId),
    ),
  );
  for (const customer of customers) {
    const payer = payers.find(({ customer_id }) => customer_id === customer.customerId);
    const fields = payer ? differencesOf(account, customer, payer) : [];
    if (payer && fields.length > 0) await putRight(deps, account, payer, fields);
  }
}

function differencesOf(account: OpenAccount, customer: KnownCustomer, payer: PayerAtAsaas) {
  const { tax_id: taxId, name, email } = payer;
  const wanted = notifies(account, payer);
  // What is still to be told is told by the run of the account's notices.
  const notified = payer.notify_payers === wanted ? wanted : null;
  return payerDifferences(customer, { taxId, name, email, notified });
}

/** What Asaas does not take stays as it is: the next document of the payer meets it, and says so to a person. */
async function putRight(
  deps: Dependencies,
  account: OpenAccount,
  payer: PayerAtAsaas,
  fields: readonly PayerDifference[],
): Promise<void> {
  const { customer_id: customerId } = payer;
  const restore = () => deps.asaas.customers.restore(account.connection, customerId);
  const work = async () => {
    if (fields.includes('removed')) await callAsaas(deps, account, restore, [Refused, NotFound]);
    await updateCustomer(deps, account, payer, customerId);
    return true;
  };
  const isRight = await unlessRefused(work());
  if (isRight)
    await inTenantOf(deps, account, (scope) => tellPayerMended(scope, account.row.id, payer, fields));
}

function unlessRefused<T>(call: Promise<T>): Promise<T | null> {
  return call.catch((error: unknown) => {
    if (error instanceof Refused || error instanceof NotFound) return null;
    throw error;
  });
}
