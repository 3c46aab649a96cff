import { NotFound } from '../asaas/errors.ts';
import {
  type DocumentRow,
  lockDocumentOrThrow,
  moveDocument,
  noteDivergence,
  termsOf,
} from '../db/documents/documents.ts';
import {
  type Attempt,
  closeAttemptAsAbsent,
  findOpenAttempt,
  scheduleLook,
} from '../db/documents/registration-attempts.ts';
import { asTenant } from '../db/tenancy.ts';
import type { Charge } from '../domain/charge.ts';
import { absenceOf, adoptionOf } from '../domain/registration.ts';
import { callAsaas, type OpenAccount, openAccount } from './account.ts';
import { recordCharge } from './attempt-outcome.ts';
import type { Dependencies } from './dependencies.ts';
import { orMissing } from './remove-charge.ts';
import { removeSurplus } from './surplus-charge.ts';

/** Looks at Asaas for the charge of an open attempt. One that is found is adopted; a second one is removed. */
export async function resolveAttempt(
  deps: Dependencies,
  document: DocumentRow,
  attempt: Attempt,
): Promise<void> {
  const account = await openAccount(deps, document.tenant_id, attempt.account_id, 'amend');
  const { adopted, surplus } = adoptionOf(await look(deps, account, attempt));
  if (!adopted) return recordAbsence(deps, attempt);
  const terms = document.synced_terms ?? termsOf(document, account.row.settings);
  // The attempt is still open here, so a removal that cannot be done now is tried again.
  for (const charge of surplus) await removeSurplus(deps, account, attempt.document_id, charge);
  await recordCharge(deps, attempt, adopted, terms);
  await compare(deps, attempt, adopted);
}

/**
 * If a webhook named the charge, one call reads it instead of a list. In both cases the charge must have the attempt's
 * reference.
 */
async function look(deps: Dependencies, account: OpenAccount, attempt: Attempt): Promise<Charge[]> {
  const { connection } = account;
  const { seen_charge_id: seen } = attempt;
  if (seen) {
    const read = callAsaas(deps, account, () => deps.asaas.charges.read(connection, seen), [NotFound]);
    const charge = await orMissing(read);
    if (charge?.reference === attempt.id) return [charge];
  }
  return callAsaas(deps, account, () => deps.asaas.charges.findByReference(connection, attempt.id));
}

/** No charge was found. If a webhook named the charge meanwhile, that counts more than this look. */
async function recordAbsence(deps: Dependencies, looked: Attempt): Promise<void> {
  await asTenant(deps.db, looked.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, looked.document_id);
    const attempt = await findOpenAttempt(scope, looked.document_id);
    const absence = absenceOf(lookedUp(looked), attempt && lookedUp(attempt));
    if (absence === 'overtaken') return;
    if (absence === 'look again') {
      const again = new Date(deps.now().getTime() + deps.unknownOutcomeWaitMs / 2);
      return scheduleLook(scope, looked.id, again, 1);
    }
    await closeAttemptAsAbsent(scope, looked.id);
    await moveDocument(scope, document, {
      event: 'charge.absent',
      actor: 'remessa',
      details: { attempt: looked.number },
    });
  });
}

function lookedUp({ id, looks, seen_charge_id }: Attempt) {
  return { id, looks, seenChargeId: seen_charge_id };
}

/** Only we use this reference. So a difference was made at Asaas: it is flagged. */
async function compare(deps: Dependencies, attempt: Attempt, charge: Charge): Promise<void> {
  const asked = attempt.charge;
  const differences = [
    asked.customerId !== charge.customerId && 'pagador',
    asked.valueCents !== charge.valueCents && 'valor',
    asked.dueDate !== charge.dueDate && 'vencimento',
  ].filter((each) => each !== false);
  if (differences.length === 0) return;
  await asTenant(deps.db, attempt.tenant_id, async (scope) => {
    const document = await lockDocumentOrThrow(scope, attempt.document_id);
    const reason = `A cobrança encontrada no Asaas difere do que foi enviado: ${differences.join(', ')}.`;
    await noteDivergence(scope, document, reason);
  });
}
