import { createHash } from 'node:crypto';

/** Draws that are the same for the same seed, on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number, both ends included. */
  between(min: number, max: number): number;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
}

/** A stream of its own for each name, so that one more draw in one place moves nothing in another. */
export function randomOf(seed: number, name: string): Random {
  let state = createHash('sha256').update(`${seed}/${name}`).digest().readUInt32LE(0);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    between,
    // The index is below the length, so there is an item.
    pick: <Item>(items: readonly [Item, ...Item[]]) => items[between(0, items.length - 1)] as Item,
  };
}
