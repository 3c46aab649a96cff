import { expect, it } from 'vitest';
import { steps } from '../../dev/walkthrough/steps.ts';
import { walk } from '../../dev/walkthrough/walk.ts';
import { product } from '../environment/leased-product.ts';

it('the nine steps of the integration hold one after the other, by Asaas’ book', async () => {
  const grounds = {
    apiAddress: product.apiUrl,
    adminKey: product.adminKey,
    simulatorAddress: product.simulatorUrl,
  };
  const told: string[] = [];
  const allHold = await walk(grounds, steps, ({ number, name }, { holds, happened, book }) =>
    told.push(`${holds ? '✓' : '✗'} ${number} ${name} — ${happened}; ${book}`),
  );
  expect(told.filter((line) => !line.startsWith('✓'))).toEqual([]);
  expect(told).toHaveLength(9);
  expect(allHold).toBe(true);
  // Longer than a step waits before it says what it waited for in vain.
}, 420_000);
