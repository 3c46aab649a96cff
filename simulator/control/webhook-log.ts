import type { Entry } from '../book/entry.ts';

interface LoggedDelivery {
  webhookId: string;
  eventId: string;
  event: string;
  chargeId: string | null;
  attempts: { at: Date; status: number | null; error: string | null }[];
  delivered: boolean;
  forgotten: boolean;
}

/** Every copy of every event queued for the account's webhooks, with each attempt made, oldest first. */
export async function webhookLog({ tx }: Entry, accountId: string): Promise<LoggedDelivery[]> {
  const deliveries = await tx
    .selectFrom('deliveries')
    .innerJoin('events', 'events.id', 'deliveries.eventId')
    .select([
      'deliveries.id',
      'deliveries.webhookId',
      'deliveries.eventId',
      'deliveries.state',
      'events.event',
      'events.chargeId',
    ])
    .where('events.accountId', '=', accountId)
    .orderBy('deliveries.id')
    .execute();
  const attempts = await tx
    .selectFrom('attempts')
    .innerJoin('deliveries', 'deliveries.id', 'attempts.deliveryId')
    .innerJoin('events', 'events.id', 'deliveries.eventId')
    .select(['attempts.deliveryId', 'attempts.at', 'attempts.status', 'attempts.error'])
    .where('events.accountId', '=', accountId)
    .orderBy('attempts.seq')
    .execute();
  const log = new Map<number, LoggedDelivery>();
  for (const { id, state, ...delivery } of deliveries) {
    const delivered = state === 'delivered';
    log.set(id, { ...delivery, attempts: [], delivered, forgotten: state === 'forgotten' });
  }
  for (const { deliveryId, ...attempt } of attempts) log.get(deliveryId)?.attempts.push(attempt);
  return [...log.values()];
}
