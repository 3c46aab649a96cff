import type { ProviderAccount, ProviderBook, ProviderCharge } from '../../audit/provider-book.ts';
import { exchange } from '../demo/http-json.ts';

/** What the simulator's book shows of a charge. Nothing of it comes from us. */
interface BookedCharge {
  id: string;
  status: string;
  externalReference: string | null;
  deleted: boolean;
  live: boolean;
  /** In reais. */
  value: number;
  dueDate: string;
  receipts: { method: string; valueCents: number; feeCents: number }[];
  refundedCents: number;
}

interface Book {
  charges: BookedCharge[];
  webhooks: { eventId: string; attempts: { status: number | null }[] }[];
}

/** Reads the simulator's own book, which our Asaas client has no part in. Throws `NoAnswer` or `RequestRefused`. */
export function simulatorBook(simulatorUrl: string) {
  return async (account: ProviderAccount): Promise<ProviderBook> => {
    const asaasId = await findAccountId(simulatorUrl, account);
    const url = `${simulatorUrl}/control/book?account=${asaasId}`;
    const { charges, webhooks } = await exchange<Book>({ method: 'GET', url });
    const acknowledged = webhooks
      .filter(({ attempts }) => attempts.some(({ status }) => status === 200))
      .map(({ eventId }) => ({ accountId: account.id, eventId }));
    return { charges: charges.map((charge) => toProviderCharge(account.id, charge)), acknowledged };
  };
}

/** The simulator shows no keys, so an account is known by its number. */
async function findAccountId(simulatorUrl: string, { agency, number }: ProviderAccount): Promise<string> {
  const url = `${simulatorUrl}/control/accounts`;
  const { accounts } = await exchange<{ accounts: { id: string; agency: string; account: string }[] }>({
    method: 'GET',
    url,
  });
  const found = accounts.find((each) => each.agency === agency && each.account === number);
  if (!found) throw new Error(`The simulator has no account ${agency}/${number}`);
  return found.id;
}

const waitingStatuses = ['PENDING', 'OVERDUE'];

function toProviderCharge(accountId: string, charge: BookedCharge): ProviderCharge {
  const atAsaas = charge.receipts.filter(({ method }) => method === 'boleto' || method === 'pix');
  return {
    accountId,
    chargeId: charge.id,
    reference: charge.externalReference,
    live: charge.live,
    waiting: charge.live && waitingStatuses.includes(charge.status),
    valueCents: Math.round(charge.value * 100),
    dueDate: charge.dueDate,
    receivedCents: sum(atAsaas.map(({ valueCents }) => valueCents)),
    feeCents: sum(atAsaas.map(({ feeCents }) => feeCents)),
    refundedCents: charge.refundedCents,
  };
}

function sum(cents: number[]): number {
  return cents.reduce((total, each) => total + each, 0);
}
