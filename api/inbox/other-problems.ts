import type { Scope } from '../../db/database.ts';
import {
  countParkedEndpoints,
  countParkedMessages,
  countUnassignedReceipts,
  countUnprovedEndpoints,
  type Waiting,
} from '../../db/inbox/other-problems.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { linkTo, type ProblemCause, withoutDocuments } from './problem-answer.ts';

/** Payments that belong to no document yet. */
export async function findReceiptProblems(
  scope: Scope,
  accountId: string | undefined,
  language: Language,
): Promise<ProblemCause[]> {
  const waiting = await countUnassignedReceipts(scope, accountId);
  const link = linkTo('/v1/unidentified-receipts', { assigned: 'no', accountId });
  return toProblems(waiting, { ...receipts, link }, language);
}

/** What does not arrive: messages that a workflow does not get, and events that the ERP does not take. */
export async function findDeliveryProblems(scope: Scope, language: Language): Promise<ProblemCause[]> {
  return [
    ...toProblems(await countParkedMessages(scope), messages, language),
    ...toProblems(await countParkedEndpoints(scope), endpoints, language),
    ...toProblems(await countUnprovedEndpoints(scope), unprovedEndpoints, language),
  ];
}

interface Kind extends Pick<ProblemCause, 'kind' | 'code' | 'of' | 'link'> {
  words: Bilingual;
  cure: Bilingual;
}

function toProblems({ count, amountCents }: Waiting, kind: Kind, language: Language): ProblemCause[] {
  if (count === 0) return [];
  const said = { words: kind.words[language], cure: kind.cure[language] };
  return [{ ...withoutDocuments, ...kind, ...said, count, amountCents }];
}

const receipts: Omit<Kind, 'link'> = {
  kind: 'receipt',
  code: 'receipt_unidentified',
  of: 'receipts',
  words: {
    en: 'Payments of charges that nobody here created.',
    'pt-BR': 'Pagamentos de cobranças que ninguém aqui criou.',
  },
  cure: {
    en: 'Assign each to its document; a suggestion stands beside it where one fits.',
    'pt-BR': 'Atribua cada um ao seu documento; quando um serve, a sugestão está ao lado.',
  },
};

const messages: Kind = {
  kind: 'delivery',
  code: 'message_parked',
  of: 'messages',
  link: '/v1/undelivered-messages',
  words: {
    en: 'Messages that no workflow takes: their documents stand still.',
    'pt-BR': 'Mensagens que nenhum workflow aceita: os documentos delas estão parados.',
  },
  cure: {
    en: 'Tell support what the error says; then send them again.',
    'pt-BR': 'Avise o suporte do que diz o erro; depois envie-as de novo.',
  },
};

const endpoints: Kind = {
  kind: 'delivery',
  code: 'endpoint_parked',
  of: 'endpoints',
  link: '/v1/webhook-endpoints',
  words: {
    en: 'Nothing is delivered to an endpoint of the ERP any more.',
    'pt-BR': 'Nada mais é entregue a um endereço do ERP.',
  },
  cure: {
    en: 'Read its reason, correct it and activate it again: what waits goes out in order.',
    'pt-BR': 'Leia o motivo, corrija e reative: o que espera sai em ordem.',
  },
};

const unprovedEndpoints: Kind = {
  kind: 'delivery',
  code: 'endpoint_pending',
  of: 'endpoints',
  link: '/v1/webhook-endpoints',
  words: {
    en: 'An endpoint of the ERP does not answer its challenge, and gets nothing.',
    'pt-BR': 'Um endereço do ERP não responde ao desafio, e nada é entregue a ele.',
  },
  cure: {
    en: 'Have the address answer 2xx with {"challenge": "…"}; then ask for the challenge again.',
    'pt-BR': 'Faça o endereço responder 2xx com {"challenge": "…"}; depois peça o desafio de novo.',
  },
};
