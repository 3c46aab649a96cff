import type { Customer } from '../asaas/customers.ts';
import { NotFound, Refused, UnknownOutcome } from '../asaas/errors.ts';
import { notifiesPayers } from '../db/notices/account-notices.ts';
import {
  type CustomerRow,
  claimCustomer,
  forgetCustomer,
  lockCustomer,
  noteCreateSent,
  releaseCustomer,
  saveCustomer,
  type ToldKinds,
} from '../db/payers/customers.ts';
import { findPayer, type PayerRow } from '../db/payers/payers.ts';
import { asTenant } from '../db/tenancy.ts';
import { callAsaas, hadNoEffect, type OpenAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';
import { NotNow } from './not-now.ts';
import { knowsKinds, tryToTellKinds } from './notice-kinds.ts';

/** Another document usually finishes creating the payer's customer within this time. */
const claimPollMs = 500;

/**
 * The payer's customer at Asaas. It is created if it does not exist, and updated if the payer's data changed. There is
 * one per payer and account: one document claims the creation, the others wait. Throws `Refused` when Asaas does not
 * accept the payer's data.
 */
export async function customerOf(deps: Dependencies, account: OpenAccount, payerId: string): Promise<string> {
  const { payer, customer } = await claim(deps, account, payerId);
  if (customer.customer_id) {
    try {
      return await updateIfStale(deps, account, payer, customer, customer.customer_id);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return replaceCustomer(deps, account, payerId, customer.customer_id);
    }
  }
  try {
    const { customerId, kinds } = await findOrCreate(deps, account, payer, customer);
    await save(deps, account, payer, customer, { customerId, kinds });
    return customerId;
  } catch (error) {
    await asTenant(deps.db, payer.tenant_id, (scope) => releaseCustomer(scope, customer));
    throw error;
  }
}

/** Another customer for a payer whose customer was deleted at Asaas. One document replaces it, for all of the payer. */
export async function replaceCustomer(
  deps: Dependencies,
  account: OpenAccount,
  payerId: string,
  deletedId: string,
): Promise<string> {
  const { id, tenant_id } = account.row;
  await asTenant(deps.db, tenant_id, (scope) => forgetCustomer(scope, id, deletedId));
  return customerOf(deps, account, payerId);
}

/** Claims the creation of a customer, unless it exists already. */
async function claim(deps: Dependencies, account: OpenAccount, payerId: string) {
  return asTenant(deps.db, account.row.tenant_id, async (scope) => {
    const payer = await findPayer(scope, payerId);
    const customer = await lockCustomer(scope, account.row.id, payer);
    if (!customer.customer_id) {
      refuseWhileClaimed(deps, account, customer);
      await claimCustomer(scope, customer);
    }
    return { payer, customer };
  });
}

function refuseWhileClaimed(deps: Dependencies, { row }: OpenAccount, customer: CustomerRow): void {
  const nowMs = deps.now().getTime();
  if (customer.claimed_until && customer.claimed_until.getTime() > nowMs) {
    const message = 'Another document is creating the same payer at Asaas';
    throw new NotNow('payer_uncertain', row.id, message, claimPollMs);
  }
  // A create call without an answer may take effect late. So look only when Asaas must have finished.
  const settledAt = (customer.create_sent_at?.getTime() ?? 0) + deps.unknownOutcomeWaitMs;
  if (customer.create_sent_at && settledAt > nowMs) {
    const message = 'The outcome of creating the payer is not known yet';
    throw new NotNow('payer_uncertain', row.id, message, settledAt - nowMs);
  }
}

async function updateIfStale(
  deps: Dependencies,
  account: OpenAccount,
  payer: PayerRow,
  customer: CustomerRow,
  customerId: string,
): Promise<string> {
  const isFresh =
    customer.synced_version >= payer.version && customer.notify_payers === notifies(account, payer);
  if (isFresh) return customerId;
  const isSwitchedOn = notifies(account, payer) && !customer.notify_payers;
  const needsKinds = isSwitchedOn && !knowsKinds(account, customer);
  const kinds = needsKinds ? await tryToTellKinds(deps, account, customerId, customer.notice_ids) : null;
  await updateCustomer(deps, account, payer, customerId);
  await save(deps, account, payer, customer, { customerId, kinds });
  return customerId;
}

/** A payer's customer, and which notices it was told to get. Null: nothing was told of them. */
interface Found {
  customerId: string;
  kinds: ToldKinds | null;
}

/** Whoever gets notices is told which ones before its first charge, which Asaas would tell of at once. */
async function findOrCreate(
  deps: Dependencies,
  account: OpenAccount,
  payer: PayerRow,
  customer: CustomerRow,
): Promise<Found> {
  const { connection } = account;
  const found = await callAsaas(deps, account, () =>
    deps.asaas.customers.findByTaxId(connection, payer.tax_id),
  );
  const customerId = found ?? (await create(deps, account, payer, customer));
  const kinds = notifies(account, payer) ? await tryToTellKinds(deps, account, customerId, null) : null;
  if (found) await updateCustomer(deps, account, payer, found);
  return { customerId, kinds };
}

async function create(
  deps: Dependencies,
  account: OpenAccount,
  payer: PayerRow,
  customer: CustomerRow,
): Promise<string> {
  await asTenant(deps.db, payer.tenant_id, (scope) => noteCreateSent(scope, customer, true));
  return callAsaas(
    deps,
    account,
    async () => {
      try {
        return await deps.asaas.customers.create(
          account.connection,
          toCustomer(payer),
          notifies(account, payer),
        );
      } catch (error) {
        if (hadNoEffect(error) || error instanceof Refused) {
          await asTenant(deps.db, payer.tenant_id, (scope) => noteCreateSent(scope, customer, false));
        }
        if (error instanceof UnknownOutcome) {
          throw new NotNow('payer_uncertain', account.row.id, error.message, deps.unknownOutcomeWaitMs);
        }
        throw error;
      }
    },
    [Refused],
  );
}

/** Carries a payer's data to its customer. Throws `Refused` when Asaas does not take them. May be repeated. */
export function updateCustomer(
  deps: Dependencies,
  account: OpenAccount,
  payer: PayerRow,
  customerId: string,
): Promise<void> {
  const send = () =>
    deps.asaas.customers.update(account.connection, customerId, toCustomer(payer), notifies(account, payer));
  return callAsaas(deps, account, send, [Refused, NotFound]);
}

function save(
  deps: Dependencies,
  account: OpenAccount,
  payer: PayerRow,
  customer: CustomerRow,
  { customerId, kinds }: Found,
): Promise<void> {
  const synced = { version: payer.version, notifyPayers: notifies(account, payer), kinds };
  return asTenant(deps.db, payer.tenant_id, (scope) => saveCustomer(scope, customer, customerId, synced));
}

/** Whether Asaas sends its notices to a payer: as the payer's row says, otherwise as the account says. */
export function notifies({ row }: OpenAccount, payer: PayerRow): boolean {
  return payer.notify ?? notifiesPayers(row);
}

function toCustomer(payer: PayerRow): Customer {
  return {
    taxId: payer.tax_id,
    name: payer.name,
    email: payer.email,
    phone: payer.phone,
    address: payer.address,
  };
}
