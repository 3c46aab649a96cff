import { defineSearchAttributeKey } from '@temporalio/common';

/** What operators can filter by in the Temporal UI. Registered by every way of starting a Temporal server. */
export const searchAttributes = {
  tenantId: defineSearchAttributeKey('TenantId', 'KEYWORD'),
  accountId: defineSearchAttributeKey('AccountId', 'KEYWORD'),
  remittanceId: defineSearchAttributeKey('RemittanceId', 'KEYWORD'),
  documentStatus: defineSearchAttributeKey('DocumentStatus', 'KEYWORD'),
  documentNumber: defineSearchAttributeKey('DocumentNumber', 'KEYWORD'),
  amountCents: defineSearchAttributeKey('AmountCents', 'INT'),
  dueDate: defineSearchAttributeKey('DueDate', 'DATETIME'),
} as const;

/** A date as the instant that shows the same date in every time zone of Brazil. */
export function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}
