import { sql } from 'kysely';
import { reais } from '../money.ts';
import type { Call, Endpoint } from './call.ts';

/** What an account tells of itself. */
export const accountEndpoints: Endpoint[] = [
  { method: 'GET', path: '/myAccount/accountNumber', handle: async (call) => accountNumber(call) },
  { method: 'GET', path: '/myAccount/commercialInfo', handle: async (call) => commercialInfo(call) },
  { method: 'GET', path: '/myAccount/status', handle: async (call) => accountStatus(call) },
  { method: 'GET', path: '/myAccount/fees', handle: async (call) => fees(call) },
  { method: 'GET', path: '/finance/balance', handle: balance },
];

function accountNumber({ account }: Call): object {
  return { agency: account.agency, account: account.accountNumber, accountDigit: account.accountDigit };
}

function commercialInfo({ account, behaviour }: Call): object {
  const isPerson = account.cpfCnpj.length === 11;
  return {
    status: behaviour.accountStatus === 'APPROVED' ? 'APPROVED' : 'PENDING',
    personType: isPerson ? 'FISICA' : 'JURIDICA',
    cpfCnpj: account.cpfCnpj,
    name: account.name,
    birthDate: null,
    companyName: isPerson ? null : account.name,
    companyType: isPerson ? null : 'LIMITED',
    incomeValue: 50_000,
    email: 'financeiro@exemplo.com.br',
    phone: null,
    mobilePhone: null,
    postalCode: '89223005',
    address: 'Avenida Rolf Wiest',
    addressNumber: '277',
    complement: null,
    province: 'Bom Retiro',
    city: null,
    denialReason: null,
    tradingName: account.name,
    site: null,
    availableCompanyNames: [account.name],
    commercialInfoExpiration: { isExpired: false, scheduledDate: null },
  };
}

function accountStatus({ account, behaviour }: Call): object {
  const status = behaviour.accountStatus;
  return {
    id: account.id,
    commercialInfo: status,
    bankAccountInfo: status,
    documentation: status,
    general: status,
  };
}

function fees({ behaviour }: Call): object {
  const bankSlip = reais(behaviour.boletoFeeCents);
  const pix = reais(behaviour.pixFeeCents);
  return {
    payment: {
      bankSlip: { defaultValue: bankSlip, discountValue: null, expirationDate: null, daysToReceive: 1 },
      pix: { fixedFeeValue: pix, fixedFeeValueWithDiscount: null, monthlyCreditsWithoutFee: 0 },
    },
  };
}

/** What all lines of the statement add up to. */
async function balance({ tx, account }: Call): Promise<object> {
  const { cents } = await tx
    .selectFrom('statementLines')
    .select(({ fn }) => fn.coalesce(fn.sum<number>('valueCents'), sql<number>`0`).as('cents'))
    .where('accountId', '=', account.id)
    .executeTakeFirstOrThrow();
  return { balance: reais(Number(cents)) };
}
