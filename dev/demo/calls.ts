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

/** What looking after an account itself costs: it comes when it comes. */
const ofTheAccount = ['/webhooks', '/financialTransactions'];

/** Those made for documents: looking after the account's webhook and reading its statement is the account's expense. */
export function callsForDocuments(calls: Calls): Calls {
  const isOfTheAccount = (endpoint: string) => ofTheAccount.some((path) => endpoint.includes(path));
  return Object.fromEntries(Object.entries(calls).filter(([endpoint]) => !isOfTheAccount(endpoint)));
}
