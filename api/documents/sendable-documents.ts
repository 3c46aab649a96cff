import type { AccountRow } from '../../db/accounts/accounts.ts';
import { type DocumentRow, termsOf } from '../../db/documents/documents.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import { isAllowed, statusesAllowing } from '../../domain/document-status.ts';
import { type Finding, statusName, statusNames } from '../problems/faults.ts';
import { findTermFaults } from './document-rules.ts';

export interface SendingRules {
  account: AccountRow;
  today: CalendarDate;
  /** By document, the remittance in which it waits for its outcome. */
  waitingIn: Map<string, string>;
}

/**
 * What keeps a document from being sent through an account now. Everything that was right when it was entered is
 * judged again: a due date may have passed, and the account's defaults apply from here on.
 */
export function findSendingFaults(document: DocumentRow, rules: SendingRules): Finding[] {
  if (!isAllowed(document.status, 'send')) {
    const allowed = statusNames(statusesAllowing('send'));
    return [fault('document_not_sendable', { status: statusName(document.status), allowed })];
  }
  const remittanceId = rules.waitingIn.get(document.id);
  if (remittanceId !== undefined) return [fault('already_in_remittance', { remittanceId })];
  if (document.cancel_requested_at) return [fault('cancellation_pending', {})];
  const terms = termsOf(document, rules.account.settings);
  return findTermFaults(terms, { today: rules.today, dueDateIsNew: true });
}

function fault(code: Finding['code'], values: NonNullable<Finding['values']>): Finding {
  return { path: [], code, values };
}
