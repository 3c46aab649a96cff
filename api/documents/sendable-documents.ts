import type { AccountRow } from '../../db/accounts/accounts.ts';
import { type DocumentRow, termsOf } from '../../db/documents/documents.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { isAllowed, statusesAllowing } from '../../domain/document-status.ts';
import { findTermFaults } from '../../domain/term-faults.ts';
import { type Finding, statusName, statusNames } from '../problems/faults.ts';

export interface SendingRules {
  account: AccountRow;
  today: CalendarDate;
  /** For each document, the remittance in which it waits for its outcome. */
  waitingIn: Map<string, string>;
}

/**
 * Why a document cannot be sent with an account now. Everything is judged again: since its entry the due date may have
 * passed, and the account's defaults apply only now.
 */
export function findSendingFaults(document: DocumentRow, rules: SendingRules): Finding[] {
  if (!isAllowed(document.status, 'send')) {
    const allowed = statusNames(statusesAllowing('send'));
    return [fault('document_not_sendable', { status: statusName(document.status), allowed })];
  }
  if (document.erased_at) return [fault('payer_erased', {})];
  const remittanceId = rules.waitingIn.get(document.id);
  if (remittanceId !== undefined) return [fault('already_in_remittance', { remittanceId })];
  if (document.cancel_requested_at) return [fault('cancellation_pending', {})];
  const terms = termsOf(document, rules.account.settings);
  return findTermFaults(terms, { today: rules.today, dueDateIsNew: true });
}

function fault(code: Finding['code'], values: NonNullable<Finding['values']>): Finding {
  return { path: [], code, values };
}
