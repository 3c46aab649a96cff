import { type Examples, ids } from './example.ts';

const changedAccount = {
  at: '2030-12-09T13:41:20.118Z',
  actor: 'operator:Ana Ribeiro',
  action: 'account.changed',
  kind: 'account',
  resourceId: ids.account,
  number: null,
  before: { fine: { type: 'percentage', percent: 1 } },
  after: { fine: { type: 'percentage', percent: 2 } },
};

const newKey = {
  at: '2030-12-09T12:05:33.902Z',
  actor: 'erp:ERP da matriz',
  action: 'account.key_changed',
  kind: 'account',
  resourceId: ids.account,
  number: null,
  before: { keyHint: 'Zk0=' },
  after: { keyHint: 'Qw1=' },
};

export const auditExamples: Examples = {
  listAudit: { answer: { data: [changedAccount, newKey], nextCursor: null } },
  exportAudit: {
    answer: `\uFEFFQuando;Quem;Ação;Documento;Recurso;Antes;Depois\r\n09/12/2030, 09:05;erp:ERP da matriz;account.key_changed;;${ids.account};"{""keyHint"":""Zk0=""}";"{""keyHint"":""Qw1=""}"\r\n`,
  },
};
