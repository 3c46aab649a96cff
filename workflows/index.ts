export { accountCare } from './account-care.ts';
export { accountNotices } from './account-notices.ts';
export { accountReconciliation } from './account-reconciliation.ts';
export { erpDelivery } from './erp-delivery.ts';
export { receivableDocument } from './receivable-document.ts';
export { remittance } from './remittance.ts';
export { settlementReturn } from './settlement-return.ts';
export { unidentifiedReceipt } from './unidentified-receipt.ts';
