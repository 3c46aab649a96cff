import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { viewedLists } from '../../db/tables/views.ts';
import { findView, lockView, type ViewRow } from '../../db/views/views.ts';
import { documentFilter, documentSort } from '../documents/document-filter.ts';
import type { Caller } from '../http/authenticate.ts';
import { id, instant, text } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';

export const viewedList = z.enum(viewedLists).meta({ description: 'The list that it is a view of.' });

/** What a person decides of a view. The filter is the list's own, so a view cannot hold what the list refuses. */
export const viewFields = {
  name: text(60).meta({ example: 'Vencem esta semana' }),
  filter: documentFilter,
  sort: documentSort.nullish().meta({ description: 'Null: the list’s own order.' }),
  columns: z.array(text(40)).min(1).max(40).nullish().meta({
    description: 'Your own names of columns, in your order. They are kept and not judged.',
  }),
  shared: z.boolean().meta({ description: 'Everybody of the company sees it.' }),
};

export const viewAnswer = z
  .strictObject({
    id,
    list: viewedList,
    name: z.string(),
    filter: documentFilter,
    sort: z.string().nullable(),
    columns: z.array(z.string()).nullable(),
    shared: z.boolean(),
    own: z.boolean().meta({ description: 'Whether the caller keeps it.' }),
    changeable: z.boolean().meta({
      description:
        'Whether the caller may change and delete it: its owner, or who may share, of a shared one.',
    }),
    dropped: z.array(z.string()).meta({
      description:
        'Parameters of the filter that the list does not know any more, and `sort` if it cannot be sorted so. They narrow nothing; the next change forgets them.',
    }),
    version: z.int().meta({ description: 'Grows with each change; also the ETag.' }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'View' });

/** The view as the list of today understands it. */
export function toViewAnswer(row: ViewRow, caller: Caller): z.output<typeof viewAnswer> {
  const { filter, dropped } = readFilter(row.filter);
  const isKnownSort = row.sort === null || documentSort.safeParse(row.sort).success;
  return {
    id: row.id,
    list: row.list,
    name: row.name,
    filter,
    sort: isKnownSort ? row.sort : null,
    columns: row.columns,
    shared: row.shared,
    own: row.owner_id === caller.keyId,
    changeable: mayChange(row, caller),
    dropped: isKnownSort ? dropped : [...dropped, 'sort'],
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Each parameter by itself: one that a later release took away must not cost the others. */
function readFilter(stored: Record<string, unknown>): {
  filter: z.output<typeof documentFilter>;
  dropped: string[];
} {
  const dropped: string[] = [];
  const known = Object.entries(stored).filter(([name, value]) => {
    const isKnown = documentFilter.safeParse({ [name]: value }).success;
    if (!isKnown) dropped.push(name);
    return isKnown;
  });
  return { filter: documentFilter.parse(Object.fromEntries(known)), dropped };
}

/** Who may show a view to the whole company. */
const sharers: readonly Caller['role'][] = ['erp', 'operator'];

/** Throws 403 when the caller may not show views to others. */
export function demandSharing({ role }: Caller): void {
  if (!sharers.includes(role))
    throw new Problem('forbidden', { values: { role, roles: sharers.join(', ') } });
}

/** A shared view is the company's: who may share may change it, also when its owner is gone. */
function mayChange({ owner_id, shared }: ViewRow, { keyId, role }: Caller): boolean {
  return owner_id === keyId || (shared && sharers.includes(role));
}

/** The caller's own view, or a shared one. Throws 404. */
export async function demandView(scope: Scope, viewId: string, { keyId }: Caller): Promise<ViewRow> {
  const row = await findView(scope, viewId, keyId);
  if (!row) throw new Problem('not_found');
  return row;
}

/** A view that the caller may change, locked until the transaction ends. Throws 404, and 403 for another's shared one. */
export async function demandChangeableView(scope: Scope, viewId: string, caller: Caller): Promise<ViewRow> {
  const row = await lockView(scope, viewId, caller.keyId);
  if (!row) throw new Problem('not_found');
  if (!mayChange(row, caller)) demandSharing(caller);
  return row;
}
