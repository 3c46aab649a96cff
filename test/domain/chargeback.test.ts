import { describe, expect, it } from 'vitest';
import type { Chargeback } from '../../domain/charge.ts';
import { chargebackFlags, flaggedChargeback, isChargebackNews } from '../../domain/chargeback.ts';

const stages = Object.keys(chargebackFlags) as Chargeback[];
const decidedForUs: readonly (Chargeback | null)[] = ['reversed', null];

describe('a chargeback that a charge shows', () => {
  it('is news exactly when following it would change the flags', () => {
    for (const shown of [...stages, null]) {
      for (const flagged of [...stages, null].filter((stage) => stage !== 'reversed')) {
        // A lost one stays flagged, whatever Asaas shows of the charge later.
        const after = shown === null || shown === 'reversed' ? (flagged === 'lost' ? 'lost' : null) : shown;
        expect([shown, flagged, isChargebackNews({ chargeback: shown }, flagged)]).toEqual([
          shown,
          flagged,
          after !== flagged,
        ]);
      }
    }
    expect(decidedForUs.some((shown) => isChargebackNews({ chargeback: shown }, null))).toBe(false);
  });

  it('is flagged by the mark of its own charge alone', () => {
    for (const stage of stages) {
      const flag = chargebackFlags[stage];
      const flags = flag ? { [flag]: { chargeId: 'pay_1' } } : {};
      expect(flaggedChargeback(flags, 'pay_1')).toBe(flag ? stage : null);
      expect(flaggedChargeback(flags, 'pay_2')).toBeNull();
    }
  });
});
