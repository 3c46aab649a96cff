import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc16, pixImage, pixPayload } from '../../simulator/pix-payload.ts';

test('the CRC is the one of the published check value', () => {
  expect(crc16('123456789')).toBe('29B1');
});

const charges = fc.record({
  chargeId: fc.string({ minLength: 1, maxLength: 24 }),
  revision: fc.nat(1000),
  amountCents: fc.integer({ min: 500, max: 9_999_999_999 }),
  merchantName: fc.string({ unit: 'grapheme', maxLength: 80 }),
});

test('every payload is a chain of tag, length and value that ends in the CRC of all before it', () => {
  fc.assert(
    fc.property(charges, (charge) => {
      const payload = pixPayload(charge);
      const fields = fieldsOf(payload);
      expect(payload).toMatch(/^[\x20-\x7e]+$/);
      expect(fields.get('00')).toBe('01');
      expect(fields.get('53')).toBe('986');
      expect(fields.get('58')).toBe('BR');
      expect(fieldsOf(fields.get('26') ?? '').get('00')).toBe('br.gov.bcb.pix');
      expect(Math.round(Number(fields.get('54')) * 100)).toBe(charge.amountCents);
      expect(fields.get('59')?.length).toBeLessThanOrEqual(25);
      expect(bitwiseCrc(payload.slice(0, -4))).toBe(payload.slice(-4));
    }),
  );
});

test('one changed character is noticed by the CRC', () => {
  fc.assert(
    fc.property(charges, fc.nat(), (charge, place) => {
      const payload = pixPayload(charge);
      const at = place % (payload.length - 4);
      const changed = `${payload.slice(0, at)}${payload[at] === '7' ? '8' : '7'}${payload.slice(at + 1, -4)}`;
      expect(bitwiseCrc(changed)).not.toBe(payload.slice(-4));
    }),
  );
});

test('an amended charge has another code', () => {
  const charge = { chargeId: 'pay_1_x', amountCents: 1000, merchantName: 'Loja' };
  expect(pixPayload({ ...charge, revision: 1 })).not.toBe(pixPayload({ ...charge, revision: 0 }));
});

test('the image is a PNG', async () => {
  const image = Buffer.from(await pixImage('00020101'), 'base64');
  expect(image.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
});

function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const length = Number(text.slice(at + 2, at + 4));
    fields.set(text.slice(at, at + 2), text.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  // A length that does not fit would leave the chain behind or before the end.
  expect(at).toBe(text.length);
  return fields;
}

/** The same CRC by polynomial division, bit by bit. */
function bitwiseCrc(text: string): string {
  const bits = [...Buffer.from(text, 'ascii')].flatMap((byte) =>
    [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1),
  );
  let remainder = 0xffff;
  for (const bit of bits) {
    const top = (remainder >> 15) & 1;
    remainder = ((remainder << 1) & 0xffff) ^ (top ^ bit ? 0x1021 : 0);
  }
  return remainder.toString(16).toUpperCase().padStart(4, '0');
}
