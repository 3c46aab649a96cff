import type { Store } from '../store/store.ts';

export type CallOutcome = 'ok' | 'refused' | 'failed';

/** Counts one call of an endpoint. A call whose answer never left counts as failed. */
export async function countCall(
  store: Store,
  accountId: string,
  endpoint: string,
  outcome: CallOutcome,
): Promise<void> {
  await store
    .insertInto('calls')
    .values({ accountId, endpoint, outcome, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['accountId', 'endpoint', 'outcome'])
        .doUpdateSet((row) => ({ count: row('calls.count', '+', 1) })),
    )
    .execute();
}

export function outcomeOf(status: number): CallOutcome {
  if (status < 400) return 'ok';
  return status < 500 ? 'refused' : 'failed';
}
