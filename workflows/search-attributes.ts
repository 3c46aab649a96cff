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
