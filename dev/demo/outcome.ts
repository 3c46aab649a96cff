import type { Calls } from './calls.ts';
import type { ErpEvent, Settlement } from './event-feed.ts';
import type { Book } from './payers.ts';
import type { ListedDocument } from './registered-documents.ts';
import type { RefusedRow } from './sending.ts';

/** Calls to Asaas by what they were made for, as the book counted them. */
export interface CallsByPhase {
  /** Trying the key, setting up the webhook and looking after it. */
  account: Calls;
  registration: Calls;
  amendment: Calls;
  settlement: Calls;
  /** The receipt in cash and the cancellation. */
  byHand: Calls;
}

/** Everything there is to judge when the play is over. */
export interface Outcome {
  documents: ListedDocument[];
  refused: RefusedRow[];
  events: readonly ErpEvent[];
  book: Book;
  calls: CallsByPhase;
  amendedCount: number;
  /** By boleto and by Pix. */
  paidCount: number;
  /** Parts that were away while the demo ran. */
  interruptions: string[];
}

/** What the ERP was told of money, each settlement once. */
export function settlementsOf({ events }: Outcome): Settlement[] {
  return events.filter((event) => event.type === 'document.settled');
}
