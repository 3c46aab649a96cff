import { z } from 'zod';
import { findReturnItems } from '../../db/money/settlement-return-list.ts';
import { findSettlementReturn } from '../../db/money/settlement-returns.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, date } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { Problem } from '../problems/problem.ts';
import { returnItemFile } from './return-item-columns.ts';
import { itemKinds, itemOutcomes, returnItemAnswer, toReturnItemAnswer } from './settlement-return-answer.ts';

const itemFilter = { kind: itemKinds.optional(), outcome: itemOutcomes.optional() };

const listItems = defineRoute({
  method: 'get',
  path: '/v1/settlement-returns/{id}/items',
  operationId: 'listSettlementReturnItems',
  tag: 'Settlement returns',
  summary: 'List the payments of a settlement return by the day they were received',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  query: z.strictObject({ ...itemFilter, ...pageQuery }),
  answers: { 200: pageOf(returnItemAnswer) },
  exportsAs: returnItemFile,
  async handle({ params, query: { limit, cursor, ...filter }, language }, scope) {
    if (!(await findSettlementReturn(scope, params.id))) throw new Problem('not_found');
    const read = readCursor(cursor, z.tuple([date, z.string().regex(/^\P{C}{1,200}$/u)]), language);
    const place = read && { receivedOn: read[0], chargeId: read[1] };
    const rows = await findReturnItems(scope, params.id, filter, { place, limit: limit + 1 });
    return ok(toPage(rows, limit, toReturnItemAnswer, (row) => [row.received_on, row.charge_id]));
  },
});

export const settlementReturnItemRoutes = [listItems];
