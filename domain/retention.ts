/** What is deleted after some time. Everything else is kept for ever: docs/operations.md says why. */
export type Expiring = 'messages' | 'provider_events' | 'webhook_deliveries';

/**
 * How many days each is kept.
 *
 * A delivered message has done its work; it is kept to see what a workflow was told. What Asaas sent is kept as evidence;
 * Asaas itself sends nothing again after 14 days, so the row is no longer needed to recognize an event. A delivery is the
 * log of what an endpoint answered; the event itself stays in the feed, and can be sent again.
 */
export const keptDays: Record<Expiring, number> = {
  messages: 90,
  provider_events: 400,
  webhook_deliveries: 90,
};
