import { isCancellation, proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities } from '../activities/activities.ts';
import type { ChargeNews } from '../activities/booking.ts';
import type { DocumentSnapshot } from '../domain/next-step.ts';
import { asaas } from './activity-proxies.ts';

/** One try inside the workflow worker, well within the time of a workflow task. */
const atOnce = proxyLocalActivities<Pick<LocalActivities, 'bookCharge'>>({
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '6 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * Reads a charge back and books what it says. That is one short call, so it is tried at once and leaves one event
 * where a task queue leaves six. What stands in its way (a busy worker, a used-up quota, a slow Asaas, a dead key) is
 * left to the `asaas` queue, which can wait; should both come to book, the second finds nothing missing.
 */
export async function bookCharge(news: ChargeNews): Promise<DocumentSnapshot> {
  const summary = 'reler a cobrança e lançar';
  try {
    return await atOnce.bookCharge.executeWithOptions({ summary }, [news]);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return asaas.settle.bookCharge.executeWithOptions({ summary }, [news]);
  }
}
