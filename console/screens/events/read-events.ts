import { api, ask, type Schemas } from '../../client/api.ts';

const pageSize = 200;

/**
 * The number of the newest event. The feed only goes forward and its numbers have no gaps, so the end is found by
 * doubling and halving: some twenty small calls for a million events.
 */
export async function findLastSequence(): Promise<number> {
  let known = 0;
  let step = 1;
  while (await existsAfter(known + step - 1)) {
    known += step;
    step *= 2;
  }
  while (step > 1) {
    step /= 2;
    if (await existsAfter(known + step - 1)) known += step;
  }
  return known;
}

async function existsAfter(after: number): Promise<boolean> {
  const { data } = await ask(api.GET('/v1/events', { params: { query: { after, limit: 1 } } }));
  return data.length > 0;
}

/** Up to two hundred events that end with number `until`, the newest first. */
export async function readEventsBefore(until: number): Promise<Schemas['Event'][]> {
  const after = Math.max(0, until - pageSize);
  const { data } = await ask(api.GET('/v1/events', { params: { query: { after, limit: pageSize } } }));
  return data.filter(({ sequence }) => sequence <= until).reverse();
}
