import type { Bilingual } from '../http/language.ts';

interface TagText extends Bilingual {
  /** What the group is called in Portuguese. Its English name is its key. */
  portugueseName: string;
}

/** The groups of the reference, in its order, each with what it is about. A route of another group does not compile. */
export const tagTexts = {
  Documents: {
    portugueseName: 'Documentos',
    en: 'Receivables as your ERP knows them. You enter and amend them; each is brought to Asaas and kept equal there until it is settled.',
    'pt-BR':
      'Recebíveis como o seu ERP os conhece. Você os inclui e altera; cada um é levado ao Asaas e mantido igual lá até ser baixado.',
  },
  Views: {
    portugueseName: 'Visões',
    en: 'Filters of a list that somebody keeps under a name, alone or for the whole company.',
    'pt-BR': 'Filtros de uma lista que alguém guarda com um nome, para si ou para a empresa toda.',
  },
  Payers: {
    portugueseName: 'Pagadores',
    en: 'Who pays: known by their tax id from the documents, each with a default account if you want.',
    'pt-BR':
      'Quem paga: conhecidos pelo CPF ou CNPJ dos documentos, cada um com uma conta padrão, se você quiser.',
  },
  Remittances: {
    portugueseName: 'Remessas',
    en: 'Documents on their way to collection, up to 10,000 at a time, and what became of each.',
    'pt-BR': 'Documentos a caminho da cobrança, até 10.000 por vez, e o resultado de cada um.',
  },
  'Sending rules': {
    portugueseName: 'Regras de envio',
    en: 'Documents sent by themselves, as they are entered or as their day comes; off unless you want it, with a dry run.',
    'pt-BR':
      'Documentos enviados sozinhos, na inclusão ou quando chega o dia; desligadas até que você queira, com simulação antes.',
  },
  Problems: {
    portugueseName: 'Problemas',
    en: 'What waits for a person, grouped by cause, with the cure.',
    'pt-BR': 'O que espera por uma pessoa, agrupado por causa, com a solução.',
  },
  Divergences: {
    portugueseName: 'Divergências',
    en: 'Where a document and its charge at Asaas differ, field by field, and whose value stays.',
    'pt-BR': 'Onde um documento e a sua cobrança no Asaas diferem, campo a campo, e qual valor fica.',
  },
  Summary: {
    portugueseName: 'Resumo',
    en: 'How the receivables stand: by status, by age, what came today, what is expected; whether it is worked on.',
    'pt-BR':
      'Como estão os recebíveis: por situação, por idade, o que entrou hoje, o que é esperado; e se estão sendo processados.',
  },
  'Settlement returns': {
    portugueseName: 'Retornos',
    en: 'What an account received in a period, read at Asaas and settled here: for days without webhooks.',
    'pt-BR': 'O que uma conta recebeu em um período, lido no Asaas e baixado aqui: para dias sem webhooks.',
  },
  'Unidentified receipts': {
    portugueseName: 'Recebimentos não identificados',
    en: 'Payments of charges that nobody here created, until somebody says whose they are.',
    'pt-BR': 'Pagamentos de cobranças que ninguém criou aqui, até que alguém diga de que documento são.',
  },
  Statement: {
    portugueseName: 'Extrato',
    en: 'Every line of the account’s statement at Asaas, explained by our books or listed as unexplained.',
    'pt-BR':
      'Cada linha do extrato da conta no Asaas, explicada pelos nossos registros ou listada como não explicada.',
  },
  Events: {
    portugueseName: 'Eventos',
    en: 'What happened, numbered without gaps, to be read in order.',
    'pt-BR': 'O que aconteceu, numerado sem lacunas, para ler em ordem.',
  },
  'Webhooks to the ERP': {
    portugueseName: 'Webhooks do ERP',
    en: 'The same events posted to an address of yours, signed and tried for a week.',
    'pt-BR': 'Os mesmos eventos enviados a um endereço seu, assinados e tentados por uma semana.',
  },
  Accounts: {
    portugueseName: 'Contas',
    en: 'Accounts at Asaas: their keys, terms and webhooks.',
    'pt-BR': 'Contas correntes no Asaas: chaves, condições e webhooks.',
  },
  Simulator: {
    portugueseName: 'Simulador',
    en: 'Payers and the passing of time, where Homologação is the simulator of Asaas; elsewhere these calls do not exist.',
    'pt-BR':
      'Os pagadores e a passagem do tempo, onde Homologação é o simulador do Asaas; fora dele estas chamadas não existem.',
  },
  Audit: {
    portugueseName: 'Auditoria',
    en: 'Who changed what, before and after, without an end date.',
    'pt-BR': 'Quem mudou o quê, antes e depois, sem data final.',
  },
  Administration: {
    portugueseName: 'Administração',
    en: 'For the vendor: companies, licences, keys and people.',
    'pt-BR': 'Para o fornecedor: empresas, licenças, chaves e pessoas.',
  },
  'Undelivered messages': {
    portugueseName: 'Mensagens não entregues',
    en: 'For operators: what could not be told to a workflow yet.',
    'pt-BR': 'Para operadores: o que ainda não pôde ser informado a um workflow.',
  },
  Sessions: {
    portugueseName: 'Sessões',
    en: 'Signing in to the console.',
    'pt-BR': 'A entrada no console.',
  },
  Asaas: {
    portugueseName: 'Asaas',
    en: 'The door for Asaas alone.',
    'pt-BR': 'A porta só do Asaas.',
  },
  Operation: {
    portugueseName: 'Operação',
    en: 'Whether the process lives and should be given work.',
    'pt-BR': 'Se o processo está vivo e deve receber trabalho.',
  },
} as const satisfies Record<string, TagText>;

export type Tag = keyof typeof tagTexts;
