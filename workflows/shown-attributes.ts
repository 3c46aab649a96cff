import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { noonOf, searchAttributes } from './search-attributes.ts';

/**
 * Brings what operators filter by up to date. Each change is an event and a write, so only what differs from what is
 * shown is sent, all of it together. The relay shows a run's first values when it starts it.
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
