import { type Insertable, type Selectable, sql } from 'kysely';
import type { Scope } from '../database.ts';
import type { SavedViewTable, ViewedList } from '../tables/views.ts';

export type ViewRow = Selectable<SavedViewTable>;

/** The columns of a view that a person decides. */
export type ViewWish = Pick<Insertable<SavedViewTable>, 'name' | 'filter' | 'sort' | 'columns' | 'shared'>;

/** Only one change of an owner's views can run at a time, so that count and names hold. */
export async function lockViewsOf(scope: Scope, ownerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`views|${ownerId}`}, 0))`.execute(scope);
}

export function insertView(
  scope: Scope,
  view: ViewWish & { id: string; tenant_id: string; owner_id: string; list: ViewedList },
): Promise<ViewRow> {
  return scope.insertInto('saved_views').values(view).returningAll().executeTakeFirstOrThrow();
}

/** How many views of a list the owner has. */
export async function countViews(scope: Scope, ownerId: string, list: ViewedList): Promise<number> {
  const { count } = await scope
    .selectFrom('saved_views')
    .select(sql<number>`count(*)`.as('count'))
    .where('owner_id', '=', ownerId)
    .where('list', '=', list)
    .executeTakeFirstOrThrow();
  return count;
}

/** The owner's view of a list by its name, whatever the capitals. */
export function findViewByName(
  scope: Scope,
  { ownerId, list, name }: { ownerId: string; list: ViewedList; name: string },
): Promise<ViewRow | undefined> {
  return scope
    .selectFrom('saved_views')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('list', '=', list)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst();
}

/** A view of the caller's own, or one that is shared. */
export function findView(scope: Scope, viewId: string, callerId: string): Promise<ViewRow | undefined> {
  return seenBy(scope, callerId).where('id', '=', viewId).executeTakeFirst();
}

/** The same, locked against other changes until the transaction ends. */
export function lockView(scope: Scope, viewId: string, callerId: string): Promise<ViewRow | undefined> {
  return seenBy(scope, callerId).where('id', '=', viewId).forUpdate().executeTakeFirst();
}

/** What the caller sees of one list, by name, after `place`. */
export function findViews(
  scope: Scope,
  callerId: string,
  page: { list: ViewedList; place: { name: string; id: string } | null; limit: number },
): Promise<ViewRow[]> {
  const { list, place, limit } = page;
  return seenBy(scope, callerId)
    .where('list', '=', list)
    .$if(place !== null, (query) =>
      query.where(sql<boolean>`(name, id) > (${place?.name}::text, ${place?.id}::uuid)`),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Changes a locked view and counts its version up. */
export function updateView(scope: Scope, viewId: string, changes: Partial<ViewWish>): Promise<ViewRow> {
  return scope
    .updateTable('saved_views')
    .set({ ...changes, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', viewId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteView(scope: Scope, viewId: string): Promise<void> {
  await scope.deleteFrom('saved_views').where('id', '=', viewId).execute();
}

function seenBy(scope: Scope, callerId: string) {
  return scope
    .selectFrom('saved_views')
    .selectAll()
    .where((where) => where.or([where('owner_id', '=', callerId), where('shared', '=', true)]));
}
