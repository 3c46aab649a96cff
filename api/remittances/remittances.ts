import { z } from 'zod';
import { findRemittanceCounts } from '../../db/remittances/remittance-counts.ts';
import { findItems, findRemittances, type RemittanceRow } from '../../db/remittances/remittances.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { previewRemittance } from './preview-remittance.ts';
import {
  demandRemittance,
  describeRemittance,
  itemAnswer,
  outcomes,
  remittanceAnswer,
  toItemAnswer,
  toRemittanceAnswer,
} from './remittance-answer.ts';
import { remittanceFile, remittanceItemFile } from './remittance-columns.ts';
import { sendRemittance } from './send-remittance.ts';

const listRemittances = defineRoute({
  method: 'get',
  path: '/v1/remittances',
  operationId: 'listRemittances',
  tag: 'Remittances',
  summary: 'List remittances, newest first',
  roles: ['erp', 'operator', 'viewer'],
  query: z.strictObject({
    accountId: id.optional(),
    sendingRuleId: id.optional().meta({ description: 'What a rule sent by itself.' }),
    ...pageQuery,
  }),
  answers: { 200: pageOf(remittanceAnswer) },
  exportsAs: remittanceFile,
  async handle({ query: { limit, cursor, ...filter }, language }, scope) {
    const place = readCursor(cursor, z.tuple([id]), language);
    const rows = await findRemittances(scope, { ...filter, beforeId: place?.[0] ?? null, limit: limit + 1 });
    const countsOf = await findRemittanceCounts(
      scope,
      rows.map((row) => row.id),
    );
    const toData = (row: RemittanceRow) => toRemittanceAnswer(row, countsOf(row.id));
    return ok(toPage(rows, limit, toData, (row) => [row.id]));
  },
});

const readRemittance = defineRoute({
  method: 'get',
  path: '/v1/remittances/{id}',
  operationId: 'getRemittance',
  tag: 'Remittances',
  summary: 'Read a remittance: how many of its documents have which outcome',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  answers: { 200: remittanceAnswer },
  async handle({ params }, scope) {
    return ok(await describeRemittance(scope, params.id));
  },
});

const listItems = defineRoute({
  method: 'get',
  path: '/v1/remittances/{id}/items',
  operationId: 'listRemittanceItems',
  tag: 'Remittances',
  summary: 'List a remittance’s documents with their outcomes and errors',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  query: z.strictObject({
    outcome: outcomes.optional(),
    code: z.string().max(100).optional().meta({ description: 'The code of Asaas’ refusal.' }),
    ...pageQuery,
  }),
  answers: { 200: pageOf(itemAnswer) },
  exportsAs: remittanceItemFile,
  async handle({ params, query: { limit, cursor, ...filter }, language }, scope) {
    await demandRemittance(scope, params.id);
    const place = readCursor(cursor, z.tuple([z.int32()]), language);
    const page = { afterPosition: place?.[0] ?? 0, limit: limit + 1 };
    const rows = await findItems(scope, params.id, filter, page);
    return ok(toPage(rows, limit, toItemAnswer, (row) => [row.position]));
  },
});

export const remittanceRoutes = [
  sendRemittance,
  previewRemittance,
  listRemittances,
  readRemittance,
  listItems,
];
