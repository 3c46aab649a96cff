import type { OperationTexts } from './operation-text.ts';

export const accountTexts: OperationTexts = {
  listBanks: { summary: 'Listar os bancos que uma conta pode ter' },
  createAccount: {
    summary: 'Incluir uma conta do Asaas',
    description:
      'A chave é testada no Asaas antes de ser salva: deve ser do ambiente e da conta informados. Em seguida o webhook é configurado no Asaas; se a chave não tem essa permissão, a resposta traz url e token para colar. Daí em diante o webhook é vigiado, consertado e reativado sozinho.',
  },
  listAccounts: { summary: 'Listar contas' },
  getAccount: { summary: 'Ler uma conta' },
  changeAccount: {
    summary: 'Alterar nome, chave ou configurações de uma conta, ou reativá-la',
    description:
      'Uma chave nova é testada como a primeira e deve abrir a mesma conta no Asaas; o trabalho que esperava por ela continua sozinho, sem mexer nos documentos. `settings` é substituído por inteiro: o que for omitido fica sem padrão. Vale para os documentos enviados a partir daí; um documento já registrado o recebe na próxima alteração. `notifyPayers` alcança também os pagadores já conhecidos, como em `PUT …/notices`.',
  },
  disableAccount: {
    summary: 'Desativar uma conta',
    description:
      'Nada mais é enviado por ela, e uma remessa em andamento fica parada; o que já chegou ao Asaas continua sendo acompanhado, alterado e baixado. PATCH `{"enabled": true}` desfaz.',
  },
  verifyAccount: {
    summary: 'Testar agora a chave salva e conferir o webhook',
    description:
      'Na resposta, `keyStatus` diz se o Asaas aceitou a chave, e `webhook`, como estão as entregas. Nada muda no Asaas.',
  },
  repairAccountWebhook: {
    summary: 'Criar, consertar ou reativar o webhook da conta no Asaas',
    description:
      'Se a chave não tem permissão, `webhook.status` é `manual` e a resposta traz url e token para colar.',
  },
  getAccountNotices: {
    summary: 'Ler que avisos do Asaas os pagadores recebem, quanto custam e até onde uma mudança chegou',
    description:
      'As tarifas são perguntadas ao Asaas no máximo uma vez por dia; enquanto ele não responde, valem as últimas.',
  },
  putAccountNotices: {
    summary: 'Escolher que avisos do Asaas todos os pagadores da conta recebem, novos e conhecidos',
    description:
      'O que for omitido fica como está. Os pagadores novos já são criados assim no Asaas, antes da primeira cobrança. Os conhecidos são informados ao Asaas em segundo plano, com no máximo metade das chamadas da conta: uma chamada por pagador e mudança, e mais uma na primeira vez em que se escolhem tipos. `progress` mostra até onde chegou. Vale a mudança mais nova.',
  },
  rotateAccountWebhookToken: {
    summary: 'Dar um token novo ao webhook da conta, depois que o antigo vazou',
    description:
      'O token novo é criado aqui e informado ao Asaas; a partir daí o antigo é recusado. Se não for possível avisar o Asaas (`webhook.status` `unknown`), o antigo é aceito até que a manutenção automática da conta o informe; se a chave não tem permissão (`manual`), a resposta traz url e token novo para colar, e o antigo é aceito até o primeiro evento com o novo.',
  },
  listStatementLines: {
    summary:
      'Listar o que movimentou o saldo da conta no Asaas, cada linha explicada ou não pelos nossos registros',
  },
  getStatementTotals: {
    summary: 'Ler os totais do extrato, quanto dele está sem explicação e que pagamentos faltam nele',
  },
  reconcileAccount: {
    summary: 'Conciliar a conta agora',
    description:
      'Acontece sozinho todos os dias. Terminou quando `awaitsReconciliation` nos totais do extrato for `false`.',
  },
  exportStatementAsOfx: { summary: 'O extrato em OFX, como os programas de contabilidade o leem' },
};
