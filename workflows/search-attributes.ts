import { defineSearchAttributeKey } from '@temporalio/common';

/** What operators can filter by in the Temporal UI. Every way to start a Temporal server must register these. */
export const searchAttributes = {
  tenantId: defineSearchAttributeKey('TenantId', 'KEYWORD'),
  accountId: defineSearchAttributeKey('AccountId', 'KEYWORD'),
  remittanceId: defineSearchAttributeKey('RemittanceId', 'KEYWORD'),
  documentStatus: defineSearchAttributeKey('DocumentStatus', 'KEYWORD'),
  documentNumber: defineSearchAttributeKey('DocumentNumber', 'KEYWORD'),
  amountCents: defineSearchAttributeKey('AmountCents', 'INT'),
  dueDate: defineSearchAttributeKey('DueDate', 'DATETIME'),
} as const;

/** Noon in UTC: this instant shows the same date in every time zone of Brazil. */
export function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}
