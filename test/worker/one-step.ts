import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { AsaasActivities, LocalActivities } from '../../activities/activities.ts';
import type { ChargeNews } from '../../activities/booking.ts';
import type { DocumentRef } from '../../activities/dependencies.ts';
import { taskQueues } from '../../workflows/task-queues.ts';

const once = { startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 1 } } as const;
const asaas = proxyActivities<AsaasActivities>({ ...once, taskQueue: taskQueues.asaas });
const local = proxyLocalActivities<LocalActivities>(once);

/** Workflows of one step that has ten seconds and one attempt. */
export const registerOnce = (ref: DocumentRef) => asaas.registerCharge(ref);
export const bookOnce = (news: ChargeNews) => local.bookCharge(news);
