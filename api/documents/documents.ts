import { z } from 'zod';
import { findDocumentFacts, findDocumentPage, findDocumentTotals } from '../../db/documents/document-list.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { ok, okAtVersion } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { date, faultAnswer, id, moreErrors, totals } from '../http/fields.ts';
import { kib } from '../http/json-body.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { faultsOfRows } from '../problems/faults.ts';
import { describeDocument, documentAnswer, toDocumentAnswer } from './document-answer.ts';
import { documentFile } from './document-columns.ts';
import { documentEntry } from './document-fields.ts';
import { documentSort, filterQuery, toDocumentFilter } from './document-filter.ts';
import { byDocument } from './document-reference.ts';
import { type EntryResult, enterDocuments } from './enter-documents.ts';

const rowsMax = 1_000;

const entryResult = z
  .strictObject({
    erpId: z.string().nullable(),
    id: id.nullable(),
    result: z.enum(['created', 'updated', 'unchanged', 'invalid']),
    remittanceId: id.optional().meta({ description: 'The remittance in which a rule sent it at once.' }),
    errors: z.array(faultAnswer).optional(),
    moreErrors,
  })
  .meta({ id: 'DocumentEntryResult' });

const postDocuments = defineRoute({
  method: 'post',
  path: '/v1/documents',
  operationId: 'enterDocuments',
  tag: 'Documents',
  summary: 'Enter or change up to 1,000 documents',
  description:
    'Each row is the whole document, known by its erpId: a new one is created, a known one is brought to what the row says (an amendment that reaches Asaas by itself when it is registered). The answer tells per row, in the same order, what became of it; a row with faults spoils no other.',
  roles: ['erp'],
  collects: true,
  bodyLimitBytes: 2_048 * kib,
  body: z.strictObject({ documents: z.array(z.unknown()).min(1).max(rowsMax) }),
  documentedBody: z
    .strictObject({ documents: z.array(documentEntry).min(1).max(rowsMax) })
    .meta({ id: 'DocumentEntries' }),
  answers: { 200: z.strictObject({ documents: z.array(entryResult) }) },
  async handle({ body, caller, language, now }, scope) {
    const results = await enterDocuments(scope, body.documents, {
      tenantId: caller.tenantId,
      actor: caller.actor,
      today: dateInSaoPaulo(now()),
    });
    const tell = faultsOfRows(language);
    return ok({ documents: results.map((result) => toEntryResult(result, tell)) });
  },
});

function toEntryResult(
  result: EntryResult,
  tell: ReturnType<typeof faultsOfRows>,
): z.output<typeof entryResult> {
  if (result.result !== 'invalid') return result;
  const { findings, ...rest } = result;
  return { ...rest, ...tell(findings) };
}

const listDocuments = defineRoute({
  method: 'get',
  path: '/v1/documents',
  operationId: 'listDocuments',
  tag: 'Documents',
  summary: 'List documents',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({
    ...filterQuery,
    ...pageQuery,
    sort: documentSort.default('dueDate'),
  }),
  answers: { 200: pageOf(documentAnswer) },
  exportsAs: documentFile,
  async handle({ query: { limit, cursor, sort, ...filter }, language }, scope) {
    const by = sort.replace('-', '') as 'dueDate' | 'number' | 'amountCents' | 'createdAt';
    const place = readCursor(cursor, z.tuple([z.literal(sort), placeValues[by], id]), language);
    const rows = await findDocumentPage(scope, toDocumentFilter(filter), {
      sort: { by, descending: sort.startsWith('-') },
      place: place && { value: place[1], id: place[2] },
      limit: limit + 1,
    });
    const factsOf = await findDocumentFacts(
      scope,
      rows.map((row) => row.id),
    );
    const toData = (row: (typeof rows)[number]) => toDocumentAnswer(row, factsOf(row.id), language);
    const placeOf = (row: (typeof rows)[number]) => [sort, row[placeColumns[by]], row.id];
    return ok(toPage(rows, limit, toData, placeOf));
  },
});

const placeValues = {
  dueDate: date,
  number: z.string(),
  amountCents: z.int(),
  createdAt: id,
} as const;

const placeColumns = {
  dueDate: 'due_date',
  number: 'number',
  amountCents: 'amount_cents',
  createdAt: 'id',
} as const;

const totalDocuments = defineRoute({
  method: 'get',
  path: '/v1/documents/totals',
  operationId: 'getDocumentTotals',
  tag: 'Documents',
  summary: 'Count and add up what a filter finds',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject(filterQuery),
  answers: { 200: totals },
  async handle({ query }, scope) {
    return ok(await findDocumentTotals(scope, toDocumentFilter(query)));
  },
});

const readDocument = defineRoute({
  method: 'get',
  path: '/v1/documents/{id}',
  operationId: 'getDocument',
  answersVersion: true,
  tag: 'Documents',
  summary: 'Read a document',
  roles: ['erp', 'operator', 'viewer'],
  params: byDocument,
  answers: { 200: documentAnswer },
  async handle({ params, language }, scope) {
    const document = await describeDocument(scope, params.id, language);
    return okAtVersion(document, document.version);
  },
});

export const documentRoutes = [postDocuments, listDocuments, totalDocuments, readDocument];
