import { z } from 'zod';
import type { BillingType } from '../domain/collection-terms.ts';
import { NotFound, Refused } from './errors.ts';
import type { Call, Connection } from './http.ts';
import { pathSegment } from './path-segment.ts';

/** What a payer needs to pay: the boleto's line and bar code, and its Pix code. */
export interface ChargeSlip {
  digitableLine: string | null;
  barCode: string | null;
  pix: { payload: string; image: string; expiresAt: string } | null;
}

/** Reads what is printed on a slip. Line and Pix code change whenever the charge is amended (Asaas reference 3.9, 3.10). */
export function slips(call: Call) {
  return {
    async read(
      connection: Connection,
      charge: { chargeId: string; billingType: BillingType },
    ): Promise<ChargeSlip> {
      const path = `/payments/${pathSegment(charge.chargeId)}`;
      // A charge of Pix alone has no line; asking would cost a call and be refused.
      const line =
        charge.billingType === 'PIX'
          ? null
          : await unlessRefused(call(connection, 'GET', `${path}/identificationField`, identificationField));
      const pix = await unlessRefused(call(connection, 'GET', `${path}/pixQrCode`, pixQrCode));
      return {
        digitableLine: line?.identificationField ?? null,
        barCode: line?.barCode ?? null,
        pix: pix && { payload: pix.payload, image: pix.encodedImage, expiresAt: pix.expirationDate },
      };
    },
  };
}

/** An account without a Pix key, or a charge that leaves the choice to its payer, may have only one of the two. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused || error instanceof NotFound) return null;
    throw error;
  }
}

const identificationField = z.looseObject({ identificationField: z.string(), barCode: z.string() });
const pixQrCode = z.looseObject({
  payload: z.string(),
  encodedImage: z.string(),
  expirationDate: z.string(),
});
