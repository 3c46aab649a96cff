import type { DivergenceField } from '../../domain/divergence.ts';
import type { Take, TakeObstacle } from '../../domain/divergence-choice.ts';
import type { Bilingual } from '../http/language.ts';

/** What a choice does, said before it is made. */
export const takeWords: Record<Take, Bilingual> = {
  ours: {
    en: 'The document stays as it is: its value is written to the charge at Asaas again, and its slip changes.',
    'pt-BR':
      'O documento fica como está: o valor dele é gravado de novo na cobrança no Asaas, e o boleto muda.',
  },
  asaas: {
    en: 'The charge stays as it is at Asaas: the document gets its value as a new version, which the ERP is told.',
    'pt-BR':
      'A cobrança fica como está no Asaas: o documento recebe o valor dela em uma nova versão, e o ERP é avisado.',
  },
};

/** Why a choice cannot be made, with what helps instead. */
export const obstacleWords: Record<TakeObstacle, Bilingual> = {
  closed: {
    en: 'It is over: both sides agree, or it was decided.',
    'pt-BR': 'Já terminou: os dois lados concordam, ou já foi decidida.',
  },
  decided: {
    en: 'A choice was made and is being carried out. Wait for it.',
    'pt-BR': 'A escolha já foi feita e está sendo executada. Aguarde.',
  },
  document_over: {
    en: 'The document does not wait for its payer any more. It closes by itself at the next reconciliation.',
    'pt-BR': 'O documento não espera mais o pagador. Ela se encerra sozinha na próxima conciliação.',
  },
  payer_fixed: {
    en: 'A charge cannot move to another payer at Asaas. Cancel the document and send it again.',
    'pt-BR': 'Uma cobrança não muda de pagador no Asaas. Cancele o documento e envie-o de novo.',
  },
  status_follows_events: {
    en: 'No payment is invented or taken back by choice. Look at the charge at Asaas and correct it there; it closes by itself.',
    'pt-BR':
      'Nenhum pagamento é criado nem desfeito por escolha. Veja a cobrança no Asaas e corrija lá; ela se encerra sozinha.',
  },
  remove_at_asaas: {
    en: 'An earlier charge of the document can be paid again. Remove it at Asaas; it closes by itself.',
    'pt-BR':
      'Uma cobrança anterior do documento voltou a poder ser paga. Remova-a no Asaas; ela se encerra sozinha.',
  },
  due_date_past: {
    en: 'Our due date is over, and Asaas takes none from before today. Take Asaas’ value, or amend the document to a new due date.',
    'pt-BR':
      'O nosso vencimento já passou, e o Asaas não aceita data anterior a hoje. Fique com o do Asaas, ou altere o vencimento do documento.',
  },
  account_default: {
    en: 'The account’s settings give every document this term, so no document can be without it. Take ours, or change the settings.',
    'pt-BR':
      'As configurações da conta dão este termo a todo documento, e nenhum pode ficar sem ele. Fique com o nosso, ou altere as configurações.',
  },
  outside_rules: {
    en: 'A document cannot have this value (see PATCH /v1/documents/{id}). Take ours.',
    'pt-BR': 'Um documento não pode ter este valor (veja PATCH /v1/documents/{id}). Fique com o nosso.',
  },
};

/** The fields in English; in Portuguese they are `fieldLabels`. */
export const englishLabels: Record<DivergenceField, string> = {
  amountCents: 'value',
  dueDate: 'due date',
  discount: 'discount',
  fine: 'fine',
  interest: 'interest',
  description: 'description',
  payer: 'payer',
  status: 'status',
  surplusCharge: 'second charge',
};
