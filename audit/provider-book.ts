import type { CalendarDate } from '../domain/calendar.ts';

/** A charge as the provider's book has it, amounts in centavos. */
export interface ProviderCharge {
  /** Our id of the account. */
  accountId: string;
  chargeId: string;
  /** The `externalReference`: the id of our attempt, if the charge is ours. */
  reference: string | null;
  /** Whether the charge can be paid or was paid: neither removed nor refunded as a whole. */
  live: boolean;
  /** Whether it still waits for its payer. */
  waiting: boolean;
  /** What a charge that waits asks for. */
  valueCents: number;
  dueDate: CalendarDate;
  /** What came in by boleto or Pix and is available. Cash never passes through Asaas. */
  receivedCents: number;
  feeCents: number;
  refundedCents: number;
}

/** What the provider says of a company's accounts. */
export interface ProviderBook {
  charges: readonly ProviderCharge[];
  /**
   * The events, by account and id, that our webhook door answered with 200. Null when the provider does not say: Asaas
   * shows nobody what was answered, the simulator does.
   */
  acknowledged: readonly { accountId: string; eventId: string }[] | null;
}

/** Reads the book of one account. */
export type ReadBook = (account: ProviderAccount) => Promise<ProviderBook>;

/** An account as the audit knows it. */
export interface ProviderAccount {
  id: string;
  tenantId: string;
  environment: 'sandbox' | 'production';
  agency: string;
  number: string;
  apiKey: string;
}

/** The books of several accounts as one. */
export function joinBooks(books: readonly ProviderBook[]): ProviderBook {
  const known = books.every(({ acknowledged }) => acknowledged !== null);
  return {
    charges: books.flatMap(({ charges }) => charges),
    acknowledged: known ? books.flatMap(({ acknowledged }) => acknowledged ?? []) : null,
  };
}
