import { z } from 'zod';
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
    /** One call for both. An account without a Pix key, or a charge of Pix alone, has only one of the two. */
    async read(connection: Connection, chargeId: string): Promise<ChargeSlip> {
      const path = `/payments/${pathSegment(chargeId)}/billingInfo`;
      const { bankSlip, pix } = await call(connection, 'GET', path, billingInfo);
      return {
        digitableLine: bankSlip?.identificationField ?? null,
        barCode: bankSlip?.barCode ?? null,
        pix: pix && { payload: pix.payload, image: pix.encodedImage, expiresAt: pix.expirationDate },
      };
    },
  };
}

const billingInfo = z.looseObject({
  bankSlip: z
    .looseObject({ identificationField: z.string().nullish(), barCode: z.string().nullish() })
    .nullish(),
  pix: z
    .looseObject({ payload: z.string(), encodedImage: z.string(), expirationDate: z.string() })
    .nullish()
    .transform((pix) => pix ?? null),
});
