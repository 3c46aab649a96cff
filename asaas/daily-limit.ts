import { z } from 'zod';
import { DailyLimitReached, Forbidden, NotFound, Refused } from './errors.ts';
import type { Call, Connection } from './http.ts';

/**
 * Why a create call was refused: the day's limit, if the refusal may be due to it and the account's own counter says
 * that it was reached, else what Asaas said. How Asaas words such a refusal is not published, so words alone prove
 * nothing; the counter does (Asaas reference 1.6). Throws as every call does when nobody answers.
 */
export async function causeOfRefusal(
  call: Call,
  connection: Connection,
  refusal: Refused,
): Promise<Refused | DailyLimitReached> {
  if (!refusal.faults.some(({ description }) => /limite/i.test(description))) return refusal;
  const daily = await readDailyLimit(call, connection);
  if (!daily?.wasReached) return refusal;
  return new DailyLimitReached(`${refusal.message}: ${daily.used} of ${daily.limit} of the day`, daily.limit);
}

/** Null for a key that may not ask. */
async function readDailyLimit(call: Call, { turn, ...connection }: Connection) {
  // The turn that was taken before was the create call's own.
  const ownTurn = turn && { accountId: turn.accountId, purpose: turn.purpose };
  try {
    const { creation } = await call({ ...connection, turn: ownTurn }, 'GET', '/payments/limits', limits);
    return creation.daily;
  } catch (error) {
    if ([Forbidden, NotFound, Refused].some((kind) => error instanceof kind)) return null;
    throw error;
  }
}

const limits = z.looseObject({
  creation: z.looseObject({
    daily: z.looseObject({ limit: z.int(), used: z.int(), wasReached: z.boolean() }),
  }),
});
