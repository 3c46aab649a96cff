import type { DocumentStatus } from '../../domain/document-status.ts';
import { formatReais } from '../../domain/money.ts';
import { type Calls, sumOfCalls } from './calls.ts';
import { type Outcome, settlementsOf } from './outcome.ts';
import type { BookedCharge } from './payers.ts';

/** A statement about the outcome. `holds` is undefined where it cannot be judged. */
export interface Check {
  holds: boolean | undefined;
  statement: string;
}

/** What must hold whatever happened on the way, judged by Asaas' own book. */
export function judge(outcome: Outcome): Check[] {
  return [
    everyDocumentArrived(outcome),
    oneLiveChargeEach(outcome),
    settledOnce(outcome),
    centavoForCentavo(outcome),
    ...callBudgets(outcome),
  ];
}

const atRest: Record<DocumentStatus, boolean> = {
  pending: false,
  registering: false,
  uncertain: false,
  rejected: true,
  registered: true,
  overdue: true,
  paid: false,
  settled: true,
  cancelled: true,
  refunded: true,
};

function everyDocumentArrived({ documents }: Outcome): Check {
  const underWay = documents.filter(({ status }) => !atRest[status]);
  const flagged = documents.filter(({ flags }) => Object.keys(flags).length > 0);
  return {
    holds: underWay.length === 0 && flagged.length === 0,
    statement: `no document is under way (${underWay.length}) or flagged (${flagged.length})`,
  };
}

const withCharge: readonly DocumentStatus[] = ['registered', 'overdue', 'paid', 'settled'];

function oneLiveChargeEach({ documents, book }: Outcome): Check {
  const ours = documents.filter(({ status }) => withCharge.includes(status)).map(({ chargeId }) => chargeId);
  const live = book.charges.filter((charge) => charge.live).map(({ id }) => id);
  const liveOnce = new Set(live);
  return {
    holds:
      ours.length === live.length &&
      new Set(ours).size === ours.length &&
      ours.every((id) => id && liveOnce.has(id)),
    statement: `exactly one live charge for each registered document: ${live.length} charges, ${ours.length} documents`,
  };
}

function settledOnce(outcome: Outcome): Check {
  const settlements = settlementsOf(outcome);
  const documents = new Set(settlements.map(({ data }) => data.documentId));
  const receipts = outcome.book.charges.flatMap((charge) => charge.receipts);
  return {
    holds: settlements.length === documents.size && settlements.length === receipts.length,
    statement: `each of Asaas' ${receipts.length} receipts settled exactly one document: ${settlements.length} settlements told to the ERP`,
  };
}

/** Charge by charge, so that no two differences can hide each other. */
function centavoForCentavo(outcome: Outcome): Check {
  const told = new Map(settlementsOf(outcome).map(({ data }) => [data.chargeId, data]));
  const received = outcome.book.charges.filter(({ receipts }) => receipts.length > 0);
  const differing = received.filter((charge) => {
    const settlement = told.get(charge.id);
    const grossCents = total(charge, 'valueCents');
    const feeCents = total(charge, 'feeCents');
    return (
      settlement?.grossCents !== grossCents ||
      settlement.feeCents !== feeCents ||
      settlement.netCents !== grossCents - feeCents
    );
  });
  const { receivedCents, cashCents } = outcome.book.totals;
  const ours = [...told.values()].reduce((cents, { grossCents }) => cents + grossCents, 0);
  return {
    holds: differing.length === 0 && ours === receivedCents + cashCents,
    statement: `settled sums equal to the centavo: ${formatReais(ours)} here, ${formatReais(receivedCents + cashCents)} in Asaas' book`,
  };
}

/** Cash moves no money at Asaas, so it bears no fee. */
function total({ receipts }: BookedCharge, of: 'valueCents' | 'feeCents'): number {
  return receipts
    .filter(({ method }) => of === 'valueCents' || !method.startsWith('cash'))
    .reduce((cents, receipt) => cents + receipt[of], 0);
}

/** What the work may cost in calls. Nothing is budgeted for a part that was killed: it has to ask again. */
function callBudgets(outcome: Outcome): Check[] {
  const { calls, documents, amendedCount, paidCount, events, interruptions } = outcome;
  const payers = new Set(documents.map(({ payer }) => payer.taxId)).size;
  const undisturbed = interruptions.length === 0 && events.every(({ type }) => type !== 'document.uncertain');
  const budget = (what: string, spent: Calls, allowed: number): Check => ({
    holds: undisturbed ? sumOfCalls(spent) <= allowed : undefined,
    statement: `${what}: ${sumOfCalls(spent)} calls, at most ${allowed}`,
  });
  return [
    budget(
      `registration of N = ${documents.length} documents of P = ${payers} payers (N + 2P)`,
      calls.registration,
      documents.length + 2 * payers,
    ),
    budget(`${amendedCount} amendments (2 each)`, calls.amendment, 2 * amendedCount),
    budget(`${paidCount} settlements (1 each)`, calls.settlement, paidCount),
    // Each looks, acts, and reads back what Asaas then says of it.
    budget('a receipt in cash and a cancellation (3 each)', calls.byHand, 6),
  ];
}
