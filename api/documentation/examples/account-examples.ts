import { charges, type Examples, ids, onlyPage } from './example.ts';

const url = 'https://remessa.example/webhooks/asaas/AvGiQroE6c_6bKtyv-AliU6ZVyUsOeuE';

/** Fine and interest of documents that say nothing themselves. */
const settings = { fine: { type: 'percentage', percent: 2 }, interest: { percentPerMonth: 1 } };

const account = {
  id: ids.account,
  name: 'Asaas da matriz',
  bankCode: '461',
  agency: '0001',
  number: '1234567',
  digit: '8',
  environment: 'sandbox',
  keyHint: 'd8cd',
  keyStatus: 'accepted',
  keyRefusedAt: null,
  keyCure: null,
  keyExpiring: null,
  pix: { ready: true, words: null, cure: null },
  asaasAccount: {
    agency: '0001',
    number: '1234567',
    digit: '8',
    name: 'Comercial Araucária Ltda',
    taxId: '11222333000181',
  },
  webhookUrl: url,
  webhook: {
    status: 'active',
    cause: null,
    since: '2030-11-18T13:15:32.018Z',
    checkedAt: '2030-12-09T11:15:00.000Z',
    eventsLost: null,
    url,
  },
  settings,
  disabledAt: null,
  createdAt: '2030-11-18T13:15:30.730Z',
};

const notices = {
  accountId: ids.account,
  notifyPayers: true,
  chosenBy: 'account',
  notices: [
    { kind: 'charge_created', days: null, channels: ['email'] },
    { kind: 'charge_amended', days: null, channels: [] },
    { kind: 'before_due', days: 5, channels: ['email', 'whatsapp'] },
    { kind: 'on_due_date', days: null, channels: [] },
    { kind: 'digitable_line', days: null, channels: [] },
    { kind: 'overdue', days: null, channels: ['email', 'sms'] },
    { kind: 'still_overdue', days: 7, channels: [] },
    { kind: 'paid', days: null, channels: [] },
  ],
  price: { perDocumentCents: 154, messagingCents: 99, whatsappCents: 55, feesFrom: 'asaas' },
  feePerDocumentCents: 99,
  feeReadAt: '2030-12-09T11:15:00.000Z',
  progress: {
    payers: 1_204,
    told: 310,
    changedAt: '2030-12-09T11:15:00.240Z',
    appliedAt: null,
  },
};

const line = {
  lineId: 'fit_8841270',
  date: '2030-12-09',
  kind: 'payment',
  providerType: 'PAYMENT_RECEIVED',
  amountCents: 134_556,
  balanceCents: 1_908_731,
  chargeId: charges.document,
  documentId: ids.document,
  number: '12345-1',
  receiptId: null,
  description: 'Cobrança recebida - fatura nr. 512204871 Maria Souza',
  explanation: 'booked',
  bookedCents: 134_556,
};

export const accountExamples: Examples = {
  listBanks: {
    answer: {
      data: [
        {
          code: '461',
          ispb: '19540550',
          name: 'ASAAS GESTÃO FINANCEIRA INSTITUIÇÃO DE PAGAMENTO S.A.',
          shortName: 'ASAAS IP S.A.',
        },
      ],
    },
  },
  createAccount: {
    body: {
      bankCode: '461',
      name: 'Asaas da matriz',
      agency: '0001',
      number: '1234567',
      digit: '8',
      environment: 'sandbox',
      apiKey: '$aact_hmlg_000MzkwODA2MWY2OGM3MWRlMDU2NWM3MzJlNzZmNGZhZGY6OmQ4Y2Q=',
      settings,
    },
    answer: account,
  },
  listAccounts: { answer: onlyPage(account) },
  getAccount: { answer: account },
  changeAccount: { body: { name: 'Asaas da matriz', settings }, answer: account },
  disableAccount: { answer: { ...account, disabledAt: '2030-12-09T14:10:00.000Z' } },
  verifyAccount: { answer: account },
  repairAccountWebhook: { answer: account },
  rotateAccountWebhookToken: { answer: account },
  getAccountNotices: { answer: notices },
  putAccountNotices: {
    body: {
      notifyPayers: true,
      notices: [
        { kind: 'charge_created', channels: ['email'] },
        { kind: 'before_due', days: 5, channels: ['email', 'whatsapp'] },
        { kind: 'overdue', channels: ['email', 'sms'] },
      ],
    },
    answer: notices,
  },
  listStatementLines: { answer: onlyPage(line) },
  getStatementTotals: {
    answer: {
      count: 212,
      inCents: 3_911_402,
      outCents: 2_002_671,
      unexplainedCount: 0,
      unexplainedCents: 0,
      balanceCents: 1_908_731,
      gapCents: 0,
      missing: null,
      readThrough: '2030-12-09',
      readAt: '2030-12-10T06:02:14.550Z',
      awaitsReconciliation: false,
    },
  },
  reconcileAccount: { answer: { readAt: '2030-12-09T06:02:14.550Z' } },
};
