import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { noonOf, searchAttributes } from './search-attributes.ts';

/**
 * Updates what operators filter by. Each update is an event and a write, so one update sends all values that changed
 * and no others. The relay sets the first values when it starts the run.
 */
export function showAttributes({ status, amountCents, dueDate }: DocumentSnapshot): void {
  const shown = workflowInfo().typedSearchAttributes;
  const due = noonOf(dueDate);
  const changes: SearchAttributeUpdatePair[] = [];
  if (shown.get(searchAttributes.documentStatus) !== status)
    changes.push({ key: searchAttributes.documentStatus, value: status });
  if (shown.get(searchAttributes.amountCents) !== amountCents)
    changes.push({ key: searchAttributes.amountCents, value: amountCents });
  if (shown.get(searchAttributes.dueDate)?.getTime() !== due.getTime())
    changes.push({ key: searchAttributes.dueDate, value: due });
  if (changes.length > 0) upsertSearchAttributes(changes);
}
