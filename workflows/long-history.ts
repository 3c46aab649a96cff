import { workflowInfo } from '@temporalio/workflow';

/** Some servers suggest a new run earlier; some servers never suggest one. */
const longHistory = 2_000;

/** Whether a run that never ends by itself should begin anew. The rows hold everything, so that may be early. */
export function hasGrownLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= longHistory;
}
