import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import {
  countViews,
  deleteView as deleteRow,
  findViewByName,
  findViews,
  insertView,
  lockViewsOf,
  updateView,
  type ViewRow,
} from '../../db/views/views.ts';
import { createdAtVersion, ok, okAtVersion } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId, id } from '../http/fields.ts';
import { demandVersion } from '../http/if-match.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { Problem } from '../problems/problem.ts';
import {
  demandChangeableView,
  demandSharing,
  demandView,
  toViewAnswer,
  viewAnswer,
  viewedList,
  viewFields,
} from './view-answer.ts';

const tag = 'Views';
const everybody = ['erp', 'operator', 'viewer'] as const;

/** As many as anybody finds again in a menu. */
const viewsMax = 50;

const createView = defineRoute({
  method: 'post',
  path: '/v1/views',
  operationId: 'createView',
  tag,
  summary: 'Keep a filter of a list under a name',
  description:
    'It belongs to the user of the session, or to the key; nobody else sees it unless it is `shared`, which takes the role erp or operator. An owner has one view of a list by a name, and up to 50.',
  roles: everybody,
  body: z
    .strictObject({
      list: viewedList.default('documents'),
      ...viewFields,
      filter: viewFields.filter.default({}),
      shared: viewFields.shared.default(false),
    })
    .meta({ id: 'NewView' }),
  answers: { 201: viewAnswer },
  answersVersion: true,
  problems: ['too_many_views', 'view_name_taken'],
  async handle({ body, caller }, scope) {
    if (body.shared) demandSharing(caller);
    const { list, name, filter, sort = null, columns = null, shared } = body;
    const owner = { owner_id: caller.keyId, list };
    await lockViewsOf(scope, owner.owner_id);
    await demandFreeName(scope, { ...owner, name });
    if ((await countViews(scope, owner.owner_id, list)) >= viewsMax)
      throw new Problem('too_many_views', { values: { limit: viewsMax } });
    const row = await insertView(scope, {
      id: uuid(),
      tenant_id: caller.tenantId,
      ...owner,
      name,
      filter: JSON.stringify(filter),
      sort,
      columns,
      shared,
    });
    return createdAtVersion(toViewAnswer(row, caller), row.version);
  },
});

const listViews = defineRoute({
  method: 'get',
  path: '/v1/views',
  operationId: 'listViews',
  tag,
  summary: 'List the caller’s own views and those that are shared, by name',
  roles: everybody,
  query: z.strictObject({ list: viewedList.default('documents'), ...pageQuery }),
  answers: { 200: pageOf(viewAnswer) },
  async handle({ query: { list, limit, cursor }, caller, language }, scope) {
    const read = readCursor(cursor, z.tuple([z.string(), id]), language);
    const place = read && { name: read[0], id: read[1] };
    const rows = await findViews(scope, caller.keyId, { list, place, limit: limit + 1 });
    return ok(
      toPage(
        rows,
        limit,
        (row) => toViewAnswer(row, caller),
        (row) => [row.name, row.id],
      ),
    );
  },
});

const readView = defineRoute({
  method: 'get',
  path: '/v1/views/{id}',
  operationId: 'getView',
  tag,
  summary: 'Read a view',
  roles: everybody,
  params: byId,
  answers: { 200: viewAnswer },
  answersVersion: true,
  async handle({ params, caller }, scope) {
    const row = await demandView(scope, params.id, caller);
    return okAtVersion(toViewAnswer(row, caller), row.version);
  },
});

const changeView = defineRoute({
  method: 'patch',
  path: '/v1/views/{id}',
  operationId: 'changeView',
  tag,
  summary: 'Rename a view, put another filter into it, or share it',
  description:
    'What is left out stays; `filter` replaces the whole filter. A shared view is changed by its owner and by every erp and operator of the company; taken back, it is its owner’s alone.',
  roles: everybody,
  takesIfMatch: true,
  answersVersion: true,
  params: byId,
  body: z
    .strictObject({
      name: viewFields.name.optional(),
      filter: viewFields.filter.optional(),
      sort: viewFields.sort,
      columns: viewFields.columns,
      shared: viewFields.shared.optional(),
    })
    .meta({ id: 'ViewChanges' }),
  answers: { 200: viewAnswer },
  problems: ['view_name_taken'],
  async handle({ params, body, ifMatch, caller }, scope) {
    const { owner_id } = await demandView(scope, params.id, caller);
    await lockViewsOf(scope, owner_id);
    const before = await demandChangeableView(scope, params.id, caller);
    demandVersion(ifMatch, before.version);
    if (body.shared) demandSharing(caller);
    if (body.name !== undefined) await demandFreeName(scope, { ...before, name: body.name });
    // Also what is not changed is written as the list understands it today: what was dropped is forgotten.
    const { filter, sort } = toViewAnswer(before, caller);
    const after = await updateView(scope, before.id, {
      name: body.name ?? before.name,
      filter: JSON.stringify(body.filter ?? filter),
      sort: body.sort === undefined ? sort : body.sort,
      columns: body.columns === undefined ? before.columns : body.columns,
      shared: body.shared ?? before.shared,
    });
    return okAtVersion(toViewAnswer(after, caller), after.version);
  },
});

const deleteView = defineRoute({
  method: 'delete',
  path: '/v1/views/{id}',
  operationId: 'deleteView',
  tag,
  summary: 'Delete a view',
  roles: everybody,
  takesIfMatch: true,
  answersVersion: true,
  params: byId,
  answers: { 200: viewAnswer },
  async handle({ params, ifMatch, caller }, scope) {
    const row = await demandChangeableView(scope, params.id, caller);
    demandVersion(ifMatch, row.version);
    await deleteRow(scope, row.id);
    return okAtVersion(toViewAnswer(row, caller), row.version);
  },
});

export const viewRoutes = [createView, listViews, readView, changeView, deleteView];

/** Throws 409 when the owner has another view of the list by this name. The owner's views must be locked. */
async function demandFreeName(
  scope: Scope,
  { id: viewId, owner_id, list, name }: Pick<ViewRow, 'owner_id' | 'list' | 'name'> & { id?: string },
): Promise<void> {
  const namesake = await findViewByName(scope, { ownerId: owner_id, list, name });
  if (namesake && namesake.id !== viewId) throw new Problem('view_name_taken');
}
