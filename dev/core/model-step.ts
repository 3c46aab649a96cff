import { removalOf } from '../../domain/standing.ts';
import { type Fate, RefusedByAsaas } from './model-asaas.ts';
import type { ModelState } from './model-state.ts';

/**
 * A step, cut where others may act: before each call to Asaas, whose fate comes in, and between its transactions. What is
 * between two cuts is one transaction, or one call.
 */
export type Step = Generator<'call' | 'transaction', void, Fate>;

/** Removes a charge that nobody paid, as `activities/remove-charge.ts` does. */
export function* removeUnpaid(
  world: ModelState,
  chargeId: string,
): Generator<'call' | 'transaction', 'gone' | 'paid' | 'refused', Fate> {
  const { asaas } = world;
  const removal = removalOf(asaas.read(chargeId, yield 'call', world.nowMs));
  if (removal === 'unclear') return 'refused';
  if (removal !== 'remove') return removal;
  try {
    asaas.remove(chargeId, yield 'call', world.nowMs);
    return 'gone';
  } catch (error) {
    if (error instanceof RefusedByAsaas) return 'refused';
    throw error;
  }
}
