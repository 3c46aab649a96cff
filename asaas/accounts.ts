import { z } from 'zod';
import { Forbidden } from './errors.ts';
import type { Call, Connection } from './http.ts';
import { pageSize } from './pages.ts';
import { toCents } from './reais.ts';

/** The owner of a key. Name and tax id are null when the key may not read them. */
export interface AccountDescription {
  agency: string;
  number: string;
  digit: string;
  name: string | null;
  taxId: string | null;
}

/** The calls about the account behind a key (Asaas reference 5). All throw the classes of `errors.ts`. */
export function accounts(call: Call) {
  return {
    /** Proves that the key works, and returns its account and owner. */
    async describe(connection: Connection): Promise<AccountDescription> {
      const account = await call(connection, 'GET', '/myAccount/accountNumber', accountNumber);
      const owner = await readOwner(call, connection);
      return {
        agency: account.agency,
        number: account.account,
        digit: account.accountDigit,
        name: owner?.companyName ?? owner?.name ?? null,
        taxId: owner?.cpfCnpj ?? null,
      };
    },

    /**
     * Whether the account has a Pix key that is active. Without one the QR code of a charge lives until the day's end
     * (Asaas reference 10). An account has twenty keys at most, so one page shows them all.
     */
    async hasPixKey(connection: Connection): Promise<boolean> {
      const { data } = await call(connection, 'GET', `/pix/addressKeys?limit=${pageSize}`, pixKeys);
      return data.some(({ status }) => status === 'ACTIVE');
    },

    /**
     * What Asaas charges for the e-mails and SMS about one charge, in centavos; null when it does not say. WhatsApp, voice
     * and post cost apart and are off unless somebody switches them on at Asaas.
     */
    async readNoticeFee(connection: Connection): Promise<number | null> {
      const { notification } = await call(connection, 'GET', '/myAccount/fees', fees);
      const fee = notification?.messagingFeeValue;
      return typeof fee === 'number' ? toCents(fee) : null;
    },
  };
}

/** A key with few permissions may be refused here and still work for charges. */
async function readOwner(call: Call, connection: Connection) {
  try {
    return await call(connection, 'GET', '/myAccount/commercialInfo', commercialInfo);
  } catch (error) {
    if (error instanceof Forbidden) return null;
    throw error;
  }
}

const pixKeys = z.looseObject({ data: z.array(z.looseObject({ status: z.string() })) });
const text = z.union([z.string(), z.number()]).transform(String);
const accountNumber = z.looseObject({ agency: text, account: text, accountDigit: text });
const fees = z.looseObject({
  notification: z.looseObject({ messagingFeeValue: z.number().nonnegative().nullish() }).nullish(),
});
const commercialInfo = z.looseObject({
  name: z.string().nullish(),
  companyName: z.string().nullish(),
  cpfCnpj: z.string().nullish(),
});
