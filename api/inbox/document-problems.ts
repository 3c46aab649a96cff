import type { Scope } from '../../db/database.ts';
import { findProblems, type ProblemFilter, type ProblemRow } from '../../db/inbox/document-problems.ts';
import { type DocumentFlag, documentFlags } from '../../domain/document-status.ts';
import { formatReais } from '../../domain/money.ts';
import { flagWords } from '../documents/flag-words.ts';
import { offendingValue } from '../documents/offending-value.ts';
import type { Bilingual, Language } from '../http/language.ts';
import { documentsShown, linkTo, type ProblemCause, remittancesShown } from './problem-answer.ts';

/** Documents that Asaas rejected, by code and field, and documents with a flag, by flag; the biggest cause first. */
export async function findDocumentProblems(
  scope: Scope,
  filter: ProblemFilter,
  language: Language,
): Promise<ProblemCause[]> {
  const rows = await findProblems(scope, filter, {
    flags: documentFlags,
    documents: documentsShown,
    remittances: remittancesShown,
  });
  const causes = new Map<string, ProblemCause>();
  for (const row of rows) {
    const key = JSON.stringify([row.kind, row.code, row.field]);
    const known = causes.get(key) ?? toCause(row, language);
    known.documents.push(toDocument(row));
    causes.set(key, known);
  }
  return [...causes.values()];
}

function toCause(row: ProblemRow, language: Language): ProblemCause {
  const { kind, code, field, message, count, value_cents: amountCents, remittance_ids: remittanceIds } = row;
  const said = kind === 'rejected' ? ofRefusal(row, language) : ofFlag(row, language);
  return {
    kind,
    code,
    field,
    message,
    of: 'documents',
    count,
    amountCents,
    documents: [],
    remittanceIds,
    ...said,
  };
}

function ofRefusal({ code, field, cure, remittance_ids: ids }: ProblemRow, language: Language) {
  const [only] = ids;
  return {
    words: fieldWords[field ?? '']?.[language] ?? anyField[language],
    // The refusal keeps its cure as it was said then, in Portuguese.
    cure: language === 'pt-BR' && cure !== null ? cure : refusalCure[language],
    link:
      only !== undefined && ids.length === 1
        ? linkTo(`/v1/remittances/${only}/items`, { outcome: 'rejected', code })
        : linkTo('/v1/documents', { status: 'rejected', errorCode: code }),
  };
}

function ofFlag({ code, cure }: ProblemRow, language: Language) {
  const { words, cure: usual } = flagWords[code as DocumentFlag];
  return {
    words: words[language],
    cure: language === 'pt-BR' ? (cure ?? usual[language]) : usual[language],
    link: linkTo('/v1/documents', { flag: code }),
  };
}

const refusalCure: Bilingual = {
  en: 'Correct what Asaas points at and send the documents again.',
  'pt-BR': 'Corrija o que o Asaas aponta e transmita novamente.',
};

const anyField: Bilingual = { en: 'Asaas refused the document.', 'pt-BR': 'O Asaas recusou o documento.' };

/** The field that a refusal means here. */
const fieldWords: Record<string, Bilingual> = {
  dueDate: { en: 'Asaas refused the due date.', 'pt-BR': 'O Asaas recusou o vencimento.' },
  amountCents: { en: 'Asaas refused the amount.', 'pt-BR': 'O Asaas recusou o valor.' },
  payer: { en: 'Asaas refused the payer.', 'pt-BR': 'O Asaas recusou o pagador.' },
  'payer.taxId': {
    en: 'Asaas refused the payer’s CPF or CNPJ.',
    'pt-BR': 'O Asaas recusou o CPF ou CNPJ do pagador.',
  },
  'payer.phone': {
    en: 'Asaas refused the payer’s phone.',
    'pt-BR': 'O Asaas recusou o telefone do pagador.',
  },
  'payer.email': { en: 'Asaas refused the payer’s e-mail.', 'pt-BR': 'O Asaas recusou o e-mail do pagador.' },
  'payer.address.postalCode': {
    en: 'Asaas refused the payer’s postal code.',
    'pt-BR': 'O Asaas recusou o CEP do pagador.',
  },
};

function toDocument(row: ProblemRow) {
  return {
    documentId: row.document_id,
    erpId: row.erp_id,
    number: row.number,
    payerName: row.payer_name,
    value: row.flag_cents === null ? offendingValue(row, row.field) : formatReais(row.flag_cents),
  };
}
