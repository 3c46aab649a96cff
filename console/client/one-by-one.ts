import { ApiProblem } from './problem.ts';

export interface Refusal<Item> {
  item: Item;
  problem: ApiProblem;
}

/**
 * Asks the same of one after the other. One that is refused keeps no other back. Returns the refused ones; throws when
 * nobody answers.
 */
export async function oneByOne<Item>(
  items: readonly Item[],
  askFor: (item: Item, at: number) => Promise<unknown>,
): Promise<Refusal<Item>[]> {
  const refusals: Refusal<Item>[] = [];
  for (const [at, item] of items.entries()) {
    try {
      await askFor(item, at);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      refusals.push({ item, problem: error });
    }
  }
  return refusals;
}
