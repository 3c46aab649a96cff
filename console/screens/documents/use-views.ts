import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { api, ask, once, type Schemas, type View } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import type { KeptColumns } from '../../list/column-choice.tsx';
import { type DocumentSearch, readDocumentSearch } from './document-search.ts';

/** What of the screen a view keeps. */
export interface Seen {
  filter: Schemas['DocumentFilter'];
  sort: Schemas['ViewChanges']['sort'];
  columns: string[];
}

/** The clerk's own views and those of the company. Only the first page: more chips nobody looks through. */
export function useViews() {
  return useQuery({
    queryKey: ['views'],
    queryFn: async () =>
      (await ask(api.GET('/v1/views', { params: { query: { list: 'documents', limit: 200 } } }))).data,
    staleTime: 60_000,
  });
}

/** The screen as a view keeps it. */
export function toSeen({ visao: _, sort, ...filter }: DocumentSearch, columns: readonly string[]): Seen {
  return { filter, sort: (sort as Seen['sort']) ?? null, columns: [...columns] };
}

/** The address of a view, and what of its filter this page cannot show. */
export function toSearch(view: View): { search: DocumentSearch; missing: string[] } {
  const sort = view.sort === null ? {} : { sort: view.sort };
  const search: DocumentSearch = { ...readDocumentSearch({ ...view.filter, ...sort }), visao: view.id };
  const unread = Object.keys(view.filter).filter((name) => !(name in search));
  return { search, missing: [...view.dropped, ...unread] };
}

/** The columns of the view that is open, if it has any. */
export function keptColumns(views: readonly View[], { visao }: DocumentSearch): KeptColumns | undefined {
  const view = views.find(({ id }) => id === visao);
  return view?.columns ? { of: `${view.id} ${view.columns.join()}`, ids: view.columns } : undefined;
}

/** Whether the screen shows what the view keeps. Without columns of its own, a view takes any. */
export function isAsKept(view: View, seen: Seen): boolean {
  return inOrder(toSeen(toSearch(view).search, view.columns ?? seen.columns)) === inOrder(seen);
}

/** The same text for the same filter, in whatever order it was chosen. */
function inOrder({ filter, sort, columns }: Seen): string {
  const known = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value] as const)
    .sort(([one], [other]) => one.localeCompare(other));
  return JSON.stringify([known, sort ?? 'dueDate', [...columns].sort()]);
}

/** Keeps what is on the screen under a name. */
export function useKeeping(onDone: (view: View) => void) {
  return useWish(
    (wish: Seen & { name: string; shared: boolean }, key) =>
      ask(api.POST('/v1/views', { body: { list: 'documents', ...wish }, ...once(key) })),
    { onDone },
  );
}

/** Changes a view as it was read: who comes second is told. */
export function useChanging(onDone?: () => void) {
  return useWish(
    ({ view: { id, version }, changes }: { view: View; changes: Schemas['ViewChanges'] }) =>
      ask(
        api.PATCH('/v1/views/{id}', {
          params: { path: { id } },
          headers: { 'if-match': `"${version}"` },
          body: changes,
        }),
      ),
    {
      onDone: ({ name }) => {
        notifications.show({ title: `Visão gravada: ${name}`, message: 'Ela abre assim daqui em diante.' });
        onDone?.();
      },
    },
  );
}

export function useRemoving(onDone: () => void) {
  return useWish(
    ({ id, version }: View) =>
      ask(
        api.DELETE('/v1/views/{id}', {
          params: { path: { id } },
          headers: { 'if-match': `"${version}"` },
        }),
      ),
    { onDone },
  );
}
