import type { Scope } from '../../db/database.ts';
import type { ProblemFilter } from '../../db/inbox/document-problems.ts';
import { findWaitingDocuments } from '../../db/inbox/waiting-documents.ts';
import { type HoldCause, holdWords } from '../../domain/hold.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { linkTo, type ProblemCause, withoutDocuments } from './problem-answer.ts';

/** Documents that wait for something to pass: create calls without an answer, and holds, by cause. */
export async function findWaitingProblems(
  scope: Scope,
  filter: ProblemFilter,
  language: Language,
): Promise<ProblemCause[]> {
  const rows = await findWaitingDocuments(scope, filter);
  return rows.map(({ hold, count, amount_cents: amountCents }) => ({
    ...withoutDocuments,
    ...(hold === null ? ofUncertain(filter, language) : ofHold(hold, filter, language)),
    of: 'documents' as const,
    count,
    amountCents,
  }));
}

function ofUncertain({ accountId, remittanceId }: ProblemFilter, language: Language) {
  const link = linkTo('/v1/documents', { status: 'uncertain', accountId, remittanceId });
  return { kind: 'uncertain' as const, code: 'uncertain', words: uncertainWords[language], cure: null, link };
}

function ofHold(hold: HoldCause, { accountId, remittanceId }: ProblemFilter, language: Language) {
  const { why, person } =
    language === 'en'
      ? holdWordsInEnglish[hold]
      : { why: holdWords[hold].why, person: holdWords[hold].person };
  const link = linkTo('/v1/documents', { hold, accountId, remittanceId });
  return { kind: 'hold' as const, code: hold, words: why, cure: person, link };
}

const uncertainWords: Bilingual = {
  en: 'Create calls had no answer. The charges are looked for at Asaas; it resolves itself.',
  'pt-BR': 'Envios sem resposta. As cobranças são procuradas no Asaas; resolve-se sozinho.',
};

const holdWordsInEnglish: Record<HoldCause, { why: string; person: string | null }> = {
  quota: { why: 'The account’s quota of calls to Asaas is used up.', person: null },
  daily_limit: {
    why: 'The account has met its daily limit of new charges at Asaas.',
    person:
      'It goes on the next day. If you need more a day, ask Asaas for a higher limit, then verify the account.',
  },
  key_refused: { why: 'Asaas refuses the account’s API key.', person: 'Give the account a new key.' },
  account_disabled: {
    why: 'The account is disabled.',
    person: 'Enable the account again, or cancel the documents.',
  },
  forbidden: {
    why: 'Asaas forbids this to the account’s key.',
    person: 'Check the key’s permissions and the allowed IP addresses at Asaas; then verify the account.',
  },
  asaas_unavailable: { why: 'Asaas does not answer, or answers with errors.', person: null },
  payer_uncertain: { why: 'Creating the payer at Asaas had no answer yet.', person: null },
  unexpected: {
    why: 'An unexpected error of the system was in the way.',
    person: 'Tell support: the error is in the worker’s log, with the document.',
  },
};
