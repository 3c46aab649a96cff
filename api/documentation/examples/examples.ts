import { accountExamples } from './account-examples.ts';
import { administrationExamples } from './administration-examples.ts';
import { auditExamples } from './audit-examples.ts';
import { documentExamples } from './document-examples.ts';
import { eventExamples } from './event-examples.ts';
import type { Examples } from './example.ts';
import { operationExamples } from './operation-examples.ts';
import { overviewExamples } from './overview-examples.ts';
import { remittanceExamples } from './remittance-examples.ts';
import { sendingRuleExamples } from './sending-rule-examples.ts';
import { settlementExamples } from './settlement-examples.ts';
import { viewExamples } from './view-examples.ts';

/** Every example of the OpenAPI file. */
export const examples: Examples = {
  ...administrationExamples,
  ...auditExamples,
  ...accountExamples,
  ...documentExamples,
  ...viewExamples,
  ...remittanceExamples,
  ...sendingRuleExamples,
  ...settlementExamples,
  ...eventExamples,
  ...overviewExamples,
  ...operationExamples,
};
