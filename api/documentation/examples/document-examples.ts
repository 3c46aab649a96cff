import { flagWords } from '../../documents/flag-words.ts';
import { charges, type Examples, ids, onlyPage } from './example.ts';
import { personalDataExamples } from './personal-data-examples.ts';
import { expected, receiptParts } from './receipt-parts.ts';

const address = {
  street: 'Rua das Palmeiras',
  number: '120',
  complement: null,
  district: 'Centro',
  postalCode: '80010000',
};

const terms = {
  amountCents: 134_556,
  fine: { type: 'percentage', percent: 2 },
  interest: { percentPerMonth: 1 },
};

/** The document of the story as it waits for its payer. */
export const registered = {
  id: ids.document,
  erpId: 'CR-1',
  number: '12345-1',
  status: 'registered',
  flags: {},
  flagDetails: [],
  version: 1,
  syncedVersion: 1,
  accountId: ids.account,
  remittanceId: ids.remittance,
  chargeId: charges.document,
  ourNumber: '5580217',
  bankSlipUrl: 'https://www.asaas.com/b/pdf/7k2m9q4x1c8v5b3n',
  invoiceUrl: 'https://www.asaas.com/i/7k2m9q4x1c8v5b3n',
  payer: {
    id: ids.payer,
    taxId: '52998224725',
    name: 'Maria Souza',
    email: 'maria@souza.example',
    phone: '41998765432',
    address,
    notify: null,
  },
  additionCents: 0,
  rebateCents: 0,
  discount: null,
  ...terms,
  description: 'Mensalidade de dezembro',
  dueDate: '2030-12-10',
  billingType: 'BOLETO',
  registration: { attempts: 1, lastError: null },
  cancellation: null,
  settlement: null,
  hold: null,
  createdAt: '2030-11-20T12:01:07.028Z',
  updatedAt: '2030-11-20T12:04:31.605Z',
  registeredAt: '2030-11-20T12:04:31.605Z',
  paidOn: null,
  creditExpectedOn: null,
  settledAt: null,
  cancelledAt: null,
  refundedAt: null,
};

/** The same once the money is on the account. */
export const settled = {
  ...registered,
  status: 'settled',
  settlement: {
    ...receiptParts,
    expected,
    paidOn: '2030-12-09',
    creditedOn: '2030-12-09',
    method: 'asaas',
    source: 'webhook',
  },
  updatedAt: '2030-12-09T11:20:04.913Z',
  paidOn: '2030-12-09',
  creditExpectedOn: '2030-12-09',
  settledAt: '2030-12-09T11:20:04.913Z',
};

/** What Asaas refused, and what cures it. */
export const refused = {
  code: 'invalid_mobilePhone',
  field: 'payer.phone',
  message: 'O celular informado é inválido.',
  cure: 'Corrija ou apague o telefone do pagador e transmita novamente.',
};

const amended = {
  ...registered,
  version: 2,
  dueDate: '2030-12-20',
  updatedAt: '2030-12-02T17:45:12.300Z',
};

const payer = {
  ...registered.payer,
  defaultAccountId: ids.account,
  createdAt: '2030-11-20T12:01:07.028Z',
  erasedAt: null,
};

export const documentExamples: Examples = {
  listPayers: { answer: onlyPage(payer) },
  getPayer: { answer: payer },
  changePayer: { body: { defaultAccountId: ids.account }, answer: payer },
  ...personalDataExamples(payer),
  listFlags: {
    answer: {
      data: [
        {
          flag: 'amount_differs',
          words: flagWords.amount_differs.words.en,
          cure: flagWords.amount_differs.cure.en,
          cures: flagWords.amount_differs.cures.map(({ call, words }) => ({ call, words: words.en })),
        },
      ],
    },
  },
  enterDocuments: {
    body: {
      documents: [
        {
          erpId: 'CR-1',
          number: '12345-1',
          payer: {
            taxId: '529.982.247-25',
            name: 'Maria Souza',
            email: 'maria@souza.example',
            phone: '(41) 99876-5432',
            address: {
              street: 'Rua das Palmeiras',
              number: '120',
              district: 'Centro',
              postalCode: '80010-000',
            },
          },
          ...terms,
          dueDate: '2030-12-10',
          description: 'Mensalidade de dezembro',
        },
        {
          erpId: 'CR-2',
          number: '12346-1',
          payer: { taxId: '11.222.333/0001-81', name: 'Padaria do Bairro Ltda' },
          amountCents: 48_990,
          dueDate: '2030-12-15',
          discount: { type: 'fixed', amountCents: 1_000, daysBeforeDue: 5 },
        },
      ],
    },
    answer: {
      documents: [
        { erpId: 'CR-1', id: ids.document, result: 'created' },
        { erpId: 'CR-2', id: ids.secondDocument, result: 'created' },
      ],
    },
  },
  listDocuments: { answer: onlyPage(registered) },
  getDocumentTotals: { answer: { count: 2, amountCents: 183_546 } },
  getDocument: { answer: settled },
  amendDocument: { body: { dueDate: '2030-12-20' }, answer: amended },
  getDocumentTimeline: {
    answer: {
      data: [
        { at: '2030-11-20T12:01:07.028Z', what: 'document.entered', actor: 'erp:ERP da matriz', details: {} },
        {
          at: '2030-12-02T17:45:12.300Z',
          what: 'document.amended',
          actor: 'operator:Ana Ribeiro',
          details: { version: 2, before: { dueDate: '2030-12-10' }, after: { dueDate: '2030-12-20' } },
        },
      ],
      nextCursor: null,
    },
  },
  getDocumentSlip: {
    answer: {
      bankSlipUrl: registered.bankSlipUrl,
      invoiceUrl: registered.invoiceUrl,
      digitableLine: '46190.00000 05580.217000 00000.000000 1 12600000134556',
      barCode: '46191126000001345560000005580217000000000000',
      ourNumber: '5580217',
      pix: {
        payload:
          '00020126580014br.gov.bcb.pix013676aa96f5-6d6b-4c12-9b0e-6f8c9d0e1f2a52040000530398654071345.565802BR5920Comercial Araucaria6008Curitiba62070503***6304A13B',
        image:
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        expiresAt: '2031-12-10 23:59:59',
      },
    },
  },
  putLogo: {
    body: {
      image:
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    },
    answer: { bytes: 70 },
  },
  deleteLogo: { answer: { bytes: 0 } },
  retransmitDocument: {
    body: { changes: { dueDate: '2030-12-20' }, payer: { phone: '(41) 99876-5432' } },
    answer: {
      ...registered,
      status: 'rejected',
      version: 2,
      syncedVersion: 0,
      chargeId: null,
      ourNumber: null,
      bankSlipUrl: null,
      invoiceUrl: null,
      dueDate: '2030-12-20',
      registration: { attempts: 1, lastError: refused },
      registeredAt: null,
    },
  },
  cancelDocument: {
    body: { reason: 'Venda desfeita' },
    answer: {
      ...registered,
      cancellation: { requestedAt: '2030-12-03T10:00:00.000Z', reason: 'Venda desfeita' },
    },
  },
  receiveDocumentInCash: { body: { amountCents: 134_556, paidOn: '2030-12-09' }, answer: registered },
  undoCashReceipt: {
    body: { reason: 'Lançado no documento errado' },
    answer: {
      ...settled,
      settlement: { ...settled.settlement, method: 'cash', feeCents: 0, netCents: 134_556, source: 'person' },
    },
  },
};
