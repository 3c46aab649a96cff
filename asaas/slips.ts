import { z } from 'zod';
import type { Call, Connection } from './http.ts';
import { pathSegment } from './path-segment.ts';

/** What a payer needs: the boleto's digitable line and bar code, and the Pix code. */
export interface ChargeSlip {
  digitableLine: string | null;
  barCode: string | null;
  pix: { payload: string; image: string; expiresAt: string } | null;
}

/**
 * Reads what is printed on a slip. Digitable line and Pix code change when the charge is amended (Asaas reference 3.9,
 * 3.10).
 */
export function slips(call: Call) {
  return {
    /**
     * One call for both. There is no Pix code if the account has no Pix key, and no bar code if the charge is Pix only.
     */
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
