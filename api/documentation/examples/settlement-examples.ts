import { charges, type Examples, ids, onlyPage } from './example.ts';
import { expected, receiptParts } from './receipt-parts.ts';

const none = Object.fromEntries(Object.keys(receiptParts).map((part) => [part, 0]));

const ready = {
  id: ids.settlementReturn,
  status: 'ready',
  accountId: ids.account,
  paidFrom: '2030-12-01',
  paidTo: '2030-12-09',
  waitingFor: null,
  counts: { total: 1, matched: 1, alreadySettled: 0, unidentified: 0 },
  outcomes: { chosen: 0, waiting: 0, settled: 0, alreadySettled: 0, kept: 0, failed: 0 },
  totals: { received: receiptParts, processed: none },
  requestedAt: '2030-12-09T17:30:00.412Z',
  loadedAt: '2030-12-09T17:30:02.120Z',
  doneAt: null,
};

const receipt = {
  id: ids.receipt,
  accountId: ids.account,
  chargeId: charges.unknown,
  grossCents: 48_990,
  netCents: 48_791,
  paidOn: '2030-12-08',
  description: 'Pedido 881, avulso',
  payer: { taxId: '11222333000181', name: 'Padaria do Bairro Ltda' },
  suggestedDocumentId: ids.secondDocument,
  suggestion: {
    documentId: ids.secondDocument,
    because: 'payer_and_amount',
    words: 'This payer owes exactly this amount.',
  },
  assignment: null,
  keptAt: '2030-12-08T14:12:40.351Z',
};

export const settlementExamples: Examples = {
  loadSettlementReturn: {
    body: { accountId: ids.account, paidFrom: '2030-12-01', paidTo: '2030-12-09' },
    answer: {
      ...ready,
      status: 'loading',
      counts: { total: 0, matched: 0, alreadySettled: 0, unidentified: 0 },
      totals: { received: none, processed: none },
      loadedAt: null,
    },
  },
  listSettlementReturns: { answer: onlyPage(ready) },
  getSettlementReturn: { answer: ready },
  processSettlementReturn: {
    body: { chargeIds: [charges.document] },
    answer: {
      ...ready,
      status: 'processing',
      outcomes: { chosen: 1, waiting: 1, settled: 0, alreadySettled: 0, kept: 0, failed: 0 },
    },
  },
  listSettlementReturnItems: {
    answer: onlyPage({
      chargeId: charges.document,
      kind: 'matched',
      outcome: null,
      reason: null,
      documentId: ids.document,
      erpId: 'CR-1',
      number: '12345-1',
      payerName: 'Maria Souza',
      method: 'pix',
      ...receiptParts,
      expected,
      paidOn: '2030-12-09',
      receivedOn: '2030-12-09',
      creditedOn: '2030-12-09',
    }),
  },
  listUnidentifiedReceipts: { answer: onlyPage(receipt) },
  assignUnidentifiedReceipt: {
    body: { erpId: 'CR-2' },
    answer: {
      ...receipt,
      suggestedDocumentId: null,
      suggestion: null,
      assignment: {
        documentId: ids.secondDocument,
        assignedAt: '2030-12-09T18:01:22.005Z',
        bookedAt: null,
      },
    },
  },
};
