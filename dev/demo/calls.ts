import type { Book } from './payers.ts';

export type Calls = Book['calls'];

/** The calls made between two readings of the book, without those that were not made. */
export function callsBetween(before: Calls, after: Calls): Calls {
  const differences = Object.entries(after).map(([endpoint, count]) => [
    endpoint,
    count - (before[endpoint] ?? 0),
  ]);
  return Object.fromEntries(differences.filter(([, count]) => count !== 0));
}

export function sumOfCalls(calls: Calls): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}

/** Those made for documents: looking after the account's webhook is the account's expense, and comes when it comes. */
export function callsForDocuments(calls: Calls): Calls {
  return Object.fromEntries(Object.entries(calls).filter(([endpoint]) => !endpoint.includes('/webhooks')));
}
