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
     * What Asaas charges for notices, in centavos: for all e-mails and SMS about one charge, and for each notice by
     * WhatsApp. Null where it does not say.
     */
    async readNoticeFees(
      connection: Connection,
    ): Promise<{ messagingCents: number | null; whatsappCents: number | null }> {
      const { notification } = await call(connection, 'GET', '/myAccount/fees', fees);
      return {
        messagingCents: toCentsIfTold(notification?.messagingFeeValue),
        whatsappCents: toCentsIfTold(notification?.whatsAppFeeValue),
      };
    },
  };
}

function toCentsIfTold(reais: number | null | undefined): number | null {
  return typeof reais === 'number' ? toCents(reais) : null;
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
const fee = z.number().nonnegative().nullish();
const fees = z.looseObject({
  notification: z.looseObject({ messagingFeeValue: fee, whatsAppFeeValue: fee }).nullish(),
});
const commercialInfo = z.looseObject({
  name: z.string().nullish(),
  companyName: z.string().nullish(),
  cpfCnpj: z.string().nullish(),
});
