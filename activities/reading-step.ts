/**
 * A step that reads at Asaas ends at the first of these limits. A dead worker then loses few calls, and the step ends
 * before its timeout.
 */
const pagesPerStep = 10;
const stepMs = 30_000;

/** How many things a step reads one by one at most. */
export const readingsPerStep = 50;

/**
 * Reads pages from `from` on. `read` does the work of one page and returns the place of the next one, or null after the
 * last one. Returns where the next step begins, or null when nothing is left.
 */
export async function readPages<Place>(
  from: Place,
  read: (place: Place) => Promise<Place | null>,
): Promise<Place | null> {
  const until = performance.now() + stepMs;
  let next: Place | null = from;
  for (let pages = 0; next !== null && pages < pagesPerStep && performance.now() < until; pages++)
    next = await read(next);
  return next;
}

/** Does the work for one after the other. When the step's time is up, the others are left to the next step. */
export async function readEach<Item>(
  items: readonly Item[],
  read: (item: Item) => Promise<void>,
): Promise<void> {
  const until = performance.now() + stepMs;
  for (const item of items) if (performance.now() < until) await read(item);
}
