import { describe, expect, it } from 'vitest';
import { createSealer } from '../../db/sealed-text.ts';

const sealer = createSealer(`k1:${'ab'.repeat(32)},k2:${'cd'.repeat(32)}`);
const place = 'accounts.api_key|tenant|account';

describe('a sealed secret', () => {
  it('opens where it was sealed', () => {
    expect(sealer.open(sealer.seal('secret', place), place)).toBe('secret');
  });

  it.each([
    'accounts.api_key|tenant|another',
    'accounts.api_key|another|account',
    'accounts.webhook_token|tenant|account',
  ])('does not open when it was copied to %s', (elsewhere) => {
    expect(() => sealer.open(sealer.seal('secret', place), elsewhere)).toThrow();
  });

  it.each([0, 1, 2, 3, 4])('does not open when its part %i was altered or cut', (at) => {
    const parts = sealer.seal('secret', place).split('.');
    const cut = parts.map((part, index) => (index === at ? part.slice(0, -2) : part)).join('.');
    expect(() => sealer.open(cut, place)).toThrow();
  });

  it('never takes a nonce twice', () => {
    const nonces = Array.from({ length: 10_000 }, () => sealer.seal('', place).split('.')[2]);
    expect(new Set(nonces).size).toBe(nonces.length);
  });
});
