import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { reais } from '../money.ts';
import type { Call, Endpoint } from './call.ts';
import { listObject, readPage } from './paging.ts';

/** What an account tells of itself. */
export const accountEndpoints: Endpoint[] = [
  { method: 'GET', path: '/myAccount/accountNumber', handle: async (call) => accountNumber(call) },
  { method: 'GET', path: '/myAccount/commercialInfo', handle: async (call) => commercialInfo(call) },
  { method: 'GET', path: '/myAccount/status', handle: async (call) => accountStatus(call) },
  { method: 'GET', path: '/myAccount/fees', handle: async (call) => fees(call) },
  { method: 'GET', path: '/finance/balance', handle: balance },
  { method: 'GET', path: '/pix/addressKeys', handle: async (call) => pixKeys(call) },
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
    notification: {
      phoneCallFeeValue: 0.55,
      whatsAppFeeValue: reais(behaviour.whatsappFeeCents),
      messagingFeeValue: reais(behaviour.noticeFeeCents),
    },
  };
}

function pixKeys(call: Call): object {
  const page = readPage(call);
  const keys = Array.from({ length: call.behaviour.pixKeys }, (_, at) => ({
    id: randomUUID(),
    key: `${call.account.id.slice(0, -1)}${at}`,
    type: 'EVP',
    status: 'ACTIVE',
    dateCreated: '2026-01-15 09:30:00',
    canBeDeleted: true,
    cannotBeDeletedReason: null,
    qrCode: null,
  }));
  return listObject(page, keys.length, keys.slice(page.offset, page.offset + page.limit));
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
