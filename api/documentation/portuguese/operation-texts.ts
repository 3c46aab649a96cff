import { accountTexts } from './account-texts.ts';
import { administrationTexts } from './administration-texts.ts';
import { documentTexts } from './document-texts.ts';
import { eventTexts } from './event-texts.ts';
import type { OperationTexts } from './operation-text.ts';
import { overviewTexts } from './overview-texts.ts';
import { payerTexts } from './payer-texts.ts';
import { remittanceTexts } from './remittance-texts.ts';
import { settlementTexts } from './settlement-texts.ts';

/** Every operation in Portuguese. */
export const operationTexts: OperationTexts = {
  ...administrationTexts,
  ...accountTexts,
  ...documentTexts,
  ...payerTexts,
  ...remittanceTexts,
  ...settlementTexts,
  ...eventTexts,
  ...overviewTexts,
};
