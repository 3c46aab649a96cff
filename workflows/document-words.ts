import { toBrazilianDate } from '../domain/calendar.ts';
import { type DocumentStatus, statusLabels } from '../domain/document-status.ts';
import type { DocumentSnapshot, Step } from '../domain/next-step.ts';

/** What the operator reads about a run in the Temporal UI: where the document stands and what it waits for. */
export function describeDocument(document: DocumentSnapshot, step: Step): string {
  const synced = document.version === document.syncedVersion ? '' : ` (no Asaas: ${document.syncedVersion})`;
  return [
    `**${statusLabels[document.status]}** — ${step.do === 'wait' ? waitsFor(document) : doing[step.do]}`,
    `Vencimento ${toBrazilianDate(document.dueDate)} · versão ${document.version}${synced}`,
  ].join('\n\n');
}

/** One line for the timer that the document sleeps on. */
export function describeTimer(document: DocumentSnapshot): string {
  if (document.status === 'uncertain') return 'prazo para procurar a cobrança no Asaas';
  if (document.status === 'registered') return `vencimento ${toBrazilianDate(document.dueDate)}`;
  return 'fim da janela de estornos';
}

const doing: Record<Exclude<Step['do'], 'wait'>, string> = {
  register: 'registrando a cobrança no Asaas.',
  lookUp: 'procurando no Asaas a cobrança cujo resultado não se conhece.',
  cancel: 'removendo a cobrança.',
  amend: 'levando a alteração ao Asaas.',
  markOverdue: 'o vencimento passou.',
  end: 'nada mais é esperado.',
};

function waitsFor(document: DocumentSnapshot): string {
  return expectations[document.status];
}

const expectations: Record<DocumentStatus, string> = {
  pending: 'espera ser enviado em uma remessa.',
  registering: 'espera a resposta do Asaas.',
  uncertain: 'espera o Asaas assentar para procurar a cobrança; resolve-se sozinho.',
  rejected: 'espera que alguém corrija o documento e transmita novamente.',
  registered: 'espera o pagamento, uma alteração ou o vencimento.',
  overdue: 'venceu sem pagamento; espera o pagamento, uma prorrogação ou o cancelamento.',
  paid: 'pago; espera o dinheiro ficar disponível.',
  settled: 'baixado; ainda ouve estornos e baixas desfeitas até o fim da janela.',
  cancelled: 'cancelado; ainda ouve um pagamento tardio até o fim da janela.',
  refunded: 'estornado; fica à escuta até o fim da janela.',
};
