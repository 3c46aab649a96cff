import { type Examples, ids, onlyPage } from './example.ts';

const rule = {
  id: ids.sendingRule,
  name: 'Vencem em dez dias',
  enabled: false,
  priority: 100,
  accountId: ids.account,
  payerId: null,
  dueWithinDays: 10,
  amountFromCents: null,
  amountToCents: null,
  version: 1,
  createdAt: '2030-11-20T12:00:00.000Z',
  updatedAt: '2030-11-20T12:00:00.000Z',
};

const fits = {
  documentId: ids.document,
  erpId: 'CR-1',
  number: '12345-1',
  accountId: ids.account,
  amountCents: 134_556,
  dueDate: '2030-12-10',
};

const late = {
  documentId: ids.secondDocument,
  erpId: 'CR-2',
  number: '12345-2',
  accountId: ids.account,
  amountCents: 50_000,
  dueDate: '2030-12-01',
  errors: [
    {
      path: 'dueDate',
      code: 'past_due_date',
      message: 'dueDate may not lie before today (2030-12-09 in São Paulo). Give a later due date.',
    },
  ],
};

export const sendingRuleExamples: Examples = {
  createSendingRule: {
    body: { name: 'Vencem em dez dias', accountId: ids.account, dueWithinDays: 10 },
    answer: rule,
  },
  listSendingRules: { answer: onlyPage(rule) },
  getSendingRule: { answer: rule },
  changeSendingRule: {
    body: { enabled: true },
    answer: { ...rule, enabled: true, version: 2, updatedAt: '2030-12-09T13:00:00.000Z' },
  },
  deleteSendingRule: { answer: rule },
  previewSendingRule: {
    body: { accountId: ids.account, dueWithinDays: 10 },
    answer: {
      count: 2,
      amountCents: 184_556,
      sendable: { count: 1, amountCents: 134_556 },
      documents: [fits],
      refused: { count: 1, amountCents: 50_000 },
      faults: [late],
    },
  },
};
