import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Cast } from './cast.ts';

interface BookedEvent {
  eventId: string;
  delivered: boolean;
}

/** Has Asaas send an event once more that it delivered before. Whether there was one. */
export async function sendOldEvent({ company, control }: Cast, draw: number): Promise<boolean> {
  const book = await control<{ webhooks: BookedEvent[] }>('GET', `/book?account=${company.asaas.id}`);
  const delivered = book.webhooks.filter((each) => each.delivered);
  const event = delivered[draw % Math.max(1, delivered.length)];
  if (!event) return false;
  await control('POST', '/webhooks/resend', { eventId: event.eventId });
  return true;
}

/** A wrong token was let in. Nothing else that a forger sends is refused, since the truth is read at Asaas. */
export class ForgeryTaken extends Error {
  override readonly name = 'ForgeryTaken';
}

/**
 * Says at the account's own webhook address that a charge was paid that nobody paid. With a wrong token it must be
 * refused. With the right one it is taken, and must move no money: the audit sees that. Whether there was an unpaid charge, and
 * an answer. Throws `ForgeryTaken`.
 */
export async function forge(
  cast: Cast,
  { token, draw }: { token: 'wrong' | 'right'; draw: number },
): Promise<boolean> {
  const { charges } = await cast.payers.book(cast.company.asaas.id);
  const unpaid = charges.filter(({ status, live }) => live && status === 'PENDING');
  const charge = unpaid[draw % Math.max(1, unpaid.length)];
  const door = await findDoor(cast);
  if (!charge || !door) return false;
  const status = await fetch(door.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'asaas-access-token': token === 'right' ? door.token : randomUUID() + randomUUID(),
    },
    body: JSON.stringify({
      id: `evt_forged_${randomUUID()}`,
      event: 'PAYMENT_RECEIVED',
      payment: { ...charge, status: 'RECEIVED', paymentDate: charge.dueDate },
    }),
    signal: AbortSignal.timeout(10_000),
  }).then(
    (response) => response.status,
    // The API is away: nobody was deceived.
    () => null,
  );
  if (token === 'wrong' && status === 200) throw new ForgeryTaken('A wrong token was answered 200');
  return status === 200 || status === 401;
}

/** Asaas shows nobody the token of a webhook, so a thief's way is taken: the book's own table. */
async function findDoor({ ground, company }: Cast): Promise<{ url: string; token: string } | undefined> {
  const client = new pg.Client({ connectionString: ground.addresses.simulatorDatabaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ url: string; token: string }>(
      'select url, auth_token as token from simulator.webhooks where account_id = $1 limit 1',
      [company.asaas.id],
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
