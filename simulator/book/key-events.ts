import { timestampOf } from '../calendar.ts';
import { eventId } from '../ids.ts';
import type { Account } from '../store/schema.ts';
import type { Entry } from './entry.ts';
import { findSubscribers, queueEvent } from './events.ts';

/** Every event of an account's API keys. */
export const keyEvents = [
  'ACCESS_TOKEN_CREATED',
  'ACCESS_TOKEN_ENABLED',
  'ACCESS_TOKEN_DISABLED',
  'ACCESS_TOKEN_DELETED',
  'ACCESS_TOKEN_EXPIRING_SOON',
  'ACCESS_TOKEN_EXPIRED',
] as const;

const deaths: readonly string[] = ['ACCESS_TOKEN_DISABLED', 'ACCESS_TOKEN_DELETED', 'ACCESS_TOKEN_EXPIRED'];

/** What an event says of a key. The key itself is never told, only its id and its name. */
export interface ToldKey {
  name: string;
  /** Foreseen for a key that nobody uses. */
  expiresOn: string | null;
}

/** Queues an event about one of the account's keys for every enabled webhook that wants it. */
export async function raiseOfKey(
  entry: Entry,
  account: Account,
  event: (typeof keyEvents)[number],
  { name, expiresOn }: ToldKey,
): Promise<void> {
  const [first, ...others] = await findSubscribers(entry, account.id, event);
  if (!first) return;
  const { tx, at } = entry;
  const { key } = await tx
    .selectFrom('apiKeys')
    .select('key')
    .where('accountId', '=', account.id)
    .limit(1)
    .executeTakeFirstOrThrow();
  const id = eventId(account.id, first.eventNumber);
  const body = JSON.stringify({
    id,
    event,
    dateCreated: timestampOf(at),
    account: { id: account.id, ownerId: null },
    accessToken: {
      id: key.slice(key.indexOf('::') + 2),
      name,
      enabled: !deaths.includes(event),
      dateCreated: timestampOf(at),
      disabledReason: null,
      expirationDate: null,
      projectedExpirationDateByLackOfUse: expiresOn,
    },
  });
  await tx
    .insertInto('events')
    .values({ id, accountId: account.id, chargeId: null, event, at, body })
    .execute();
  for (const webhook of [first, ...others]) await queueEvent(entry, webhook.id, id, account.id);
  entry.eventIds.push(id);
}
