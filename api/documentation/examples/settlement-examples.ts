import { charges, type Examples, ids, onlyPage } from './example.ts';

const money = {
  grossCents: 134_556,
  feeCents: 199,
  netCents: 134_357,
  faceCents: 134_556,
  additionCents: 0,
  rebateCents: 0,
  discountCents: 0,
  fineCents: 0,
  interestCents: 0,
  interestAndFineCents: 0,
  refundedCents: 0,
  differenceCents: 0,
};

const none = Object.fromEntries(Object.keys(money).map((part) => [part, 0]));

const ready = {
  id: ids.settlementReturn,
  status: 'ready',
  accountId: ids.account,
  paidFrom: '2030-12-01',
  paidTo: '2030-12-09',
  waitingFor: null,
  counts: { total: 1, matched: 1, alreadySettled: 0, unidentified: 0 },
  outcomes: { chosen: 0, waiting: 0, settled: 0, alreadySettled: 0, kept: 0, failed: 0 },
  totals: { received: money, processed: none },
  requestedAt: '2030-12-09T17:30:00.412Z',
  loadedAt: '2030-12-09T17:30:02.120Z',
  doneAt: null,
};

const receipt = {
  id: ids.receipt,
  accountId: ids.account,
  chargeId: charges.unknown,
  grossCents: 48_000,
  netCents: 47_801,
  paidOn: '2030-12-08',
  description: 'Pedido 881, avulso',
  payer: { taxId: '11222333000181', name: 'Padaria do Bairro Ltda' },
  suggestedDocumentId: ids.secondDocument,
  suggestion: {
    documentId: ids.secondDocument,
    because: 'payer_and_amount',
    words: 'The same payer, and exactly what the document asks.',
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
      ...money,
      expected: {
        grossCents: 134_556,
        discountCents: 0,
        fineCents: 0,
        interestCents: 0,
        timing: 'on_time',
      },
      paidOn: '2030-12-09',
      receivedOn: '2030-12-09',
      creditedOn: '2030-12-09',
    }),
  },
  exportSettlementReturnItems: {
    answer:
      'Situação;Resultado;Motivo;Documento;Código no ERP;Pagador;Cobrança;Forma;Pago em;Recebido em;Creditado em;Valor do documento;Acréscimo;Abatimento;Desconto;Multa;Juros;Valor recebido;Tarifa;Valor líquido;Valor esperado;Diferença;Devolvido\r\nA baixar;;;12345-1;CR-1;Maria Souza;pay_7k2m9q4x1c8v5b3n;Pix;09/12/2030;09/12/2030;09/12/2030;1345,56;0,00;0,00;0,00;0,00;0,00;1345,56;1,99;1343,57;1345,56;0,00;0,00\r\n',
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
