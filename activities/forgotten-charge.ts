import type { Scope } from '../db/database.ts';
import type { DocumentRow } from '../db/documents/documents.ts';
import { adoptAttempt } from '../db/documents/registration-attempts.ts';
import { adoptForgotten, findForgotten } from '../db/restore/forgotten-charges.ts';
import type { AttemptedCharge } from '../db/tables/registration.ts';
import { leaveUnknown } from './attempt-outcome.ts';
import type { Dependencies } from './dependencies.ts';
import { NotNow } from './not-now.ts';

/** How often a document looks whether the charges of all accounts were read since the restore. */
const unreadPollMs = 60_000;

/**
 * Call this on a locked document before its charge is requested. A document that was given a charge before the database
 * was restored takes that charge, as one of unknown outcome that a webhook has named: the look-up adopts it. Returns
 * whether it did. Throws `NotNow` while nobody knows, and when the charge is at another account.
 */
export async function takeForgottenCharge(
  deps: Dependencies,
  scope: Scope,
  document: DocumentRow & { account_id: string },
  asked: AttemptedCharge,
): Promise<boolean> {
  const { account_id: accountId } = document;
  const found = await findForgotten(scope, document);
  if (found === null) return false;
  if (found === 'unread') {
    const reason = 'The charges of before the restore were not read: run after-restore';
    throw new NotNow('unexpected', accountId, reason, unreadPollMs);
  }
  if (found.accountId !== accountId)
    throw new Error(
      `Document ${document.id} has the charge ${found.chargeId} at account ${found.accountId} from before the restore`,
    );
  await adoptForgotten(scope, document.id, found);
  const attempt = await adoptAttempt(scope, document, asked, found);
  await leaveUnknown(deps, scope, document, attempt);
  return true;
}
