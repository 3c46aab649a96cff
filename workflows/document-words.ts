import { toBrazilianDate, toSaoPauloTime } from '../domain/calendar.ts';
import { type DocumentStatus, statusLabels } from '../domain/document-status.ts';
import { type Hold, heldWorkLabels, holdWords } from '../domain/hold.ts';
import { type DocumentSignal, documentSignals } from '../domain/messages.ts';
import type { Action, DocumentSnapshot, Step } from '../domain/next-step.ts';

/** The text about a document that the operator reads in the Temporal UI: its status and what it waits for. */
export function describeDocument(document: DocumentSnapshot, step: Step): string {
  const { status, version, syncedVersion, hold, rejection } = document;
  const synced = version === syncedVersion ? '' : ` (no Asaas: ${syncedVersion})`;
  const doing = step.do === 'wait' || step.do === 'end' ? expectations[status] : actions[step.do];
  return [
    `**${statusLabels[status]}** — ${doing}`,
    ...(hold ? [describeHold(hold)] : []),
    ...(rejection ? [`O Asaas respondeu: ${rejection}`] : []),
    `Vencimento ${toBrazilianDate(document.dueDate)} · versão ${version}${synced}`,
  ].join('\n\n');
}

/** The text while a message is handled. It is also the first text of a run, before the row is read. */
export function describeMessage(signal: DocumentSignal | undefined): string {
  return `**Em andamento** — ${signal ? documentSignals[signal] : 'lendo o documento.'}`;
}

/**
 * The summary of the timer that wakes the document. The timer may still run after the document was amended, so the text
 * of a registered document says only on which day it wakes.
 */
export function describeTimer(document: DocumentSnapshot): string {
  if (document.status === 'uncertain') return 'prazo para procurar a cobrança no Asaas';
  if (document.status === 'registered')
    return `acordar no dia seguinte a ${toBrazilianDate(document.dueDate)}`;
  return 'fim da janela de estornos';
}

/** The summary of the timer that ends a hold. */
export function describeRetry(retryAt: number): string {
  return `nova tentativa em ${toSaoPauloTime(new Date(retryAt))}`;
}

function describeHold({ cause, work, untilMs }: Hold): string {
  const { why, byItself, person } = holdWords[cause];
  const until =
    untilMs === null ? '' : ` Nova tentativa no mais tardar em ${toSaoPauloTime(new Date(untilMs))}.`;
  return `**Parado: ${heldWorkLabels[work]}.** ${why} ${byItself}${until}${person ? ` ${person}` : ''}`;
}

const actions: Record<Action, string> = {
  register: 'registrando a cobrança no Asaas.',
  lookUp: 'procurando no Asaas a cobrança cujo resultado não se conhece.',
  cancel: 'removendo a cobrança.',
  amend: 'levando a alteração ao Asaas.',
  markOverdue: 'o vencimento passou.',
};

const expectations: Record<DocumentStatus, string> = {
  pending: 'espera ser enviado em uma remessa.',
  registering: 'espera a sua vez de ser registrado no Asaas.',
  uncertain: 'espera o Asaas assentar para procurar a cobrança; resolve-se sozinho.',
  rejected: 'espera que alguém corrija o documento e transmita novamente.',
  registered: 'espera o pagamento, uma alteração ou o vencimento.',
  overdue: 'venceu sem pagamento; espera o pagamento, uma prorrogação ou o cancelamento.',
  paid: 'pago; espera o dinheiro ficar disponível.',
  settled: 'baixado; ainda ouve estornos e baixas desfeitas até o fim da janela.',
  cancelled: 'cancelado; ainda ouve um pagamento tardio até o fim da janela.',
  refunded: 'estornado; fica à escuta até o fim da janela.',
};
