import { z } from 'zod';
import {
  type DivergenceFilter,
  findDivergences,
  findDivergenceTotals,
} from '../../db/divergences/divergence-list.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { divergenceFields } from '../../domain/divergence.ts';
import { documentReference, erpIdOf } from '../documents/document-reference.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { id } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { divergenceAnswer, toDivergenceAnswer } from './divergence-answer.ts';
import { divergenceFile } from './divergence-columns.ts';
import { resolveDivergence } from './resolve-divergence.ts';

const filterQuery = {
  accountId: id.optional(),
  documentId: documentReference.optional(),
  field: z.enum(divergenceFields).optional(),
  state: z
    .enum(['open', 'closed'])
    .optional()
    .meta({ description: '`open`: both sides differ still. Both states when left out.' }),
};

type FilterQuery = z.output<z.ZodObject<typeof filterQuery>>;

/** As in every list, a document that the company does not have finds nothing. */
function toFilter({ state, documentId, ...filter }: FilterQuery): DivergenceFilter {
  const erpId = documentId === undefined ? null : erpIdOf(documentId);
  const named = erpId === null ? { documentId } : { erpId };
  return { ...filter, ...named, isOpen: state && state === 'open' };
}

const listDivergences = defineRoute({
  method: 'get',
  path: '/v1/divergences',
  operationId: 'listDivergences',
  tag: 'Divergences',
  summary: 'List in what documents and their charges at Asaas differ, the newest first',
  description:
    'The reconciliation compares every open charge with its document once a day. What is safe it mends at once and lists as `mended`; the rest waits for your choice, and closes by itself once both sides agree again.',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({ ...filterQuery, ...pageQuery }),
  answers: { 200: pageOf(divergenceAnswer) },
  exportsAs: divergenceFile,
  async handle({ query: { limit, cursor, ...filter }, language, now }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const page = { beforeId: place?.[0] ?? null, limit: limit + 1 };
    const rows = await findDivergences(scope, toFilter(filter), page);
    const reader = { today: dateInSaoPaulo(now()), language };
    return ok(
      toPage(
        rows,
        limit,
        (row) => toDivergenceAnswer(row, reader),
        (row) => [row.id],
      ),
    );
  },
});

const totalDivergences = defineRoute({
  method: 'get',
  path: '/v1/divergences/totals',
  operationId: 'getDivergenceTotals',
  tag: 'Divergences',
  summary: 'Count the divergences that a filter finds, by field, and their documents',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject(filterQuery),
  answers: {
    200: z
      .strictObject({
        count: z.int(),
        documents: z.int().meta({ description: 'How many documents they are of.' }),
        amountCents: z.int().meta({ description: 'What those documents ask for, each once.' }),
        byField: z
          .array(z.strictObject({ field: z.enum(divergenceFields), count: z.int() }))
          .meta({ description: 'The fields that differ, the most frequent first.' }),
      })
      .meta({ id: 'DivergenceTotals' }),
  },
  async handle({ query }, scope) {
    return ok(await findDivergenceTotals(scope, toFilter(query)));
  },
});

export const divergenceRoutes = [listDivergences, totalDivergences, resolveDivergence];
