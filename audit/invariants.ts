import type { Invariant } from './invariant.ts';
import { chargesStand, knownCharges, oneCharge, termsAgree } from './invariants/charges.ts';
import { movesLawful, nothingStuck, runsAlive } from './invariants/documents.ts';
import { feedDelivered, feedGapless, movesTold } from './invariants/erp.ts';
import { acknowledgedKept, messagesDelivered, messagesGapless } from './invariants/messages.ts';
import {
  bookingsBacked,
  paymentsBooked,
  paymentsListed,
  receiptsAddUp,
  settlementsBacked,
  statementExplained,
  sumsEqual,
} from './invariants/money.ts';
import { tenantWall } from './invariants/tenancy.ts';

/** What must always hold, the money first. */
export const invariants: readonly Invariant[] = [
  oneCharge,
  knownCharges,
  chargesStand,
  termsAgree,
  paymentsBooked,
  bookingsBacked,
  sumsEqual,
  settlementsBacked,
  receiptsAddUp,
  statementExplained,
  paymentsListed,
  movesLawful,
  nothingStuck,
  runsAlive,
  acknowledgedKept,
  messagesDelivered,
  messagesGapless,
  movesTold,
  feedGapless,
  feedDelivered,
  tenantWall,
];
