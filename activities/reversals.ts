import type { Scope } from '../db/database.ts';
import { tellErpOfDocument } from '../db/documents/document-events.ts';
import { type DocumentRow, flagDocument } from '../db/documents/documents.ts';
import { tellTimeline } from '../db/documents/timeline.ts';
import type { Charge, Chargeback } from '../domain/charge.ts';
import { chargebackFlags, flaggedChargeback } from '../domain/chargeback.ts';
import type { DocumentFlag } from '../domain/document-status.ts';
import type { DocumentErpEvent } from '../domain/erp-events.ts';
import { formatReais } from '../domain/money.ts';

/**
 * Flags money that goes back, or may: refunds given in part, asked for or denied, and chargebacks. Each flag follows its
 * charge, so a mark is lowered once the charge says otherwise, and what came of it stays on the timeline.
 */
export async function flagReversals(scope: Scope, document: DocumentRow, charge: Charge): Promise<void> {
  const refunded = await flagPartialRefund(scope, document, charge);
  const asked = await flagUndoneRefund(scope, refunded, charge);
  await flagChargeback(scope, asked, charge);
}

function flagPartialRefund(scope: Scope, document: DocumentRow, charge: Charge): Promise<DocumentRow> {
  const { refundedCents: amountCents } = charge;
  const isPart = amountCents > 0 && charge.status !== 'refunded' && document.status !== 'refunded';
  const reason = `Parte do valor foi devolvida: ${formatReais(amountCents)}.`;
  return follow(scope, document, charge, { partially_refunded: isPart ? { reason, amountCents } : null });
}

function flagUndoneRefund(scope: Scope, document: DocumentRow, charge: Charge): Promise<DocumentRow> {
  const { undoneRefund } = charge;
  const amountCents = undoneRefund?.amountCents ?? 0;
  const amount = formatReais(amountCents);
  const requested = { reason: `Devolução de ${amount} pedida ao Asaas e ainda não feita.`, amountCents };
  const denied = { reason: `O banco do pagador recusou a devolução de ${amount}.`, amountCents };
  return follow(scope, document, charge, {
    refund_requested: undoneRefund?.state === 'requested' ? requested : null,
    refund_denied: undoneRefund?.state === 'denied' ? denied : null,
  });
}

/** A chargeback that was won needs nobody: it lowers the flags, and timeline and ERP are told once. */
async function flagChargeback(scope: Scope, document: DocumentRow, charge: Charge): Promise<void> {
  const { chargeback, chargeId, valueCents: amountCents } = charge;
  const wasFlagged = flaggedChargeback(document.flags, chargeId) !== null;
  const marks = Object.entries(chargebackFlags).map(([state, flag]) => {
    const reason = chargebackReasons[state as Chargeback](formatReais(amountCents));
    return [flag, state === chargeback ? { reason, amountCents } : null] as const;
  });
  const followed = await follow(
    scope,
    document,
    charge,
    Object.fromEntries(marks.filter(([flag]) => flag !== null)),
  );
  if (chargeback === 'reversed' && wasFlagged) {
    await tellTimeline(scope, followed, 'chargeback.reversed', 'asaas', { chargeId, amountCents });
    const data = { paidChargeId: chargeId, amountCents };
    await tellErpOfDocument(scope, followed, { type: 'document.chargeback_reversed', data });
  }
}

const chargebackReasons: Record<Chargeback, (amount: string) => string> = {
  requested: (amount) => `O pagador contestou o pagamento de ${amount} no banco dele.`,
  in_dispute: (amount) => `A contestação do pagamento de ${amount} está em disputa.`,
  lost: (amount) => `A disputa foi perdida: ${amount} voltaram ao pagador.`,
  reversed: (amount) => `A disputa foi ganha: ${amount} ficam.`,
};

/** What the ERP hears when a flag is raised. Of a refund in part or asked for it hears once the money went back. */
const toldFlags = {
  refund_denied: 'document.refund_denied',
  chargeback_requested: 'document.chargeback_opened',
  chargeback_in_dispute: 'document.chargeback_disputed',
  chargeback_lost: 'document.chargeback_lost',
} as const satisfies Partial<Record<DocumentFlag, DocumentErpEvent['type']>>;

type Marks = Partial<Record<DocumentFlag, { reason: string; amountCents: number } | null>>;

/**
 * Brings marks to what their charge says now. One that another charge raised stays, one that stands already keeps its
 * time, and each that is raised leaves a line on the timeline and, where there is one, the ERP's event.
 */
async function follow(
  scope: Scope,
  document: DocumentRow,
  { chargeId }: Charge,
  marks: Marks,
): Promise<DocumentRow> {
  let flagged = document;
  for (const [name, mark] of Object.entries(marks)) {
    const flag = name as DocumentFlag;
    const standing = flagged.flags[flag];
    const isSame = standing?.reason === mark?.reason && standing?.amountCents === mark?.amountCents;
    const isOfAnother = standing?.chargeId !== undefined && standing.chargeId !== chargeId;
    if (isSame || (!mark && isOfAnother)) continue;
    flagged = await flagDocument(scope, flagged, flag, mark && { ...mark, chargeId });
    if (mark) await tellRaised(scope, flagged, flag, { ...mark, chargeId });
  }
  return flagged;
}

async function tellRaised(
  scope: Scope,
  document: DocumentRow,
  flag: DocumentFlag,
  mark: { reason: string; amountCents: number; chargeId: string },
): Promise<void> {
  await tellTimeline(scope, document, `flag.${flag}`, 'asaas', mark);
  const type = Object.hasOwn(toldFlags, flag) ? toldFlags[flag as keyof typeof toldFlags] : null;
  const data = { paidChargeId: mark.chargeId, amountCents: mark.amountCents };
  if (type) await tellErpOfDocument(scope, document, { type, data });
}
