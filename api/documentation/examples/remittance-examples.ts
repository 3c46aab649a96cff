import { refused } from './document-examples.ts';
import { type Examples, ids, onlyPage } from './example.ts';

const sending = {
  id: ids.remittance,
  status: 'sending',
  accountId: ids.account,
  sendingRuleId: null,
  counts: { total: 2, registered: 0, rejected: 0, uncertain: 0, cancelled: 0, waiting: 2 },
  startedAt: '2030-11-20T12:04:29.194Z',
  completedAt: null,
  eta: '2030-11-20T12:04:33.000Z',
  hold: null,
};

const completed = {
  ...sending,
  status: 'completed',
  counts: { total: 2, registered: 1, rejected: 1, uncertain: 0, cancelled: 0, waiting: 0 },
  completedAt: '2030-11-20T12:04:31.880Z',
  eta: null,
};

const cause = {
  kind: 'rejected',
  code: refused.code,
  field: refused.field,
  words: 'Asaas refused the payer’s phone.',
  message: refused.message,
  cure: 'Correct or clear the payer’s phone and transmit again.',
  of: 'documents',
  count: 1,
  amountCents: 48_990,
  link: '/v1/documents?status=rejected&errorCode=invalid_mobilePhone',
  documents: [
    {
      documentId: ids.secondDocument,
      erpId: 'CR-2',
      number: '12346-1',
      payerName: 'Padaria do Bairro Ltda',
      value: '41988888888',
    },
  ],
  remittanceIds: [ids.remittance],
};

export const remittanceExamples: Examples = {
  sendRemittance: {
    body: { accountId: ids.account, erpIds: ['CR-1', 'CR-2'] },
    answer: { ...sending, leftOut: 0 },
  },
  previewRemittance: {
    body: { accountId: ids.account, filter: { dueTo: '2030-12-31' } },
    answer: {
      count: 2,
      amountCents: 183_546,
      sendable: { count: 1, amountCents: 134_556 },
      faultCount: 1,
      faults: [
        {
          documentId: ids.secondDocument,
          erpId: 'CR-2',
          number: '12346-1',
          errors: [
            {
              path: 'dueDate',
              code: 'past_due_date',
              message: 'dueDate may not lie before today (2030-12-16 in São Paulo). Give a later due date.',
            },
          ],
        },
      ],
    },
  },
  listRemittances: { answer: onlyPage(completed) },
  getRemittance: { answer: completed },
  listRemittanceItems: {
    answer: onlyPage({
      position: 2,
      documentId: ids.secondDocument,
      erpId: 'CR-2',
      number: '12346-1',
      payerName: 'Padaria do Bairro Ltda',
      amountCents: 48_990,
      additionCents: 0,
      rebateCents: 0,
      dueDate: '2030-12-15',
      status: 'rejected',
      outcome: 'rejected',
      error: refused,
      value: '41988888888',
    }),
  },
  retransmitRemittance: { body: { code: 'invalid_mobilePhone' }, answer: sending },
  cancelRemittance: { body: { reason: 'Pedido cancelado', erpIds: ['CR-1'] }, answer: completed },
  listProblems: { answer: { data: [cause] } },
  listRemittanceProblems: { answer: { data: [cause] } },
};
