import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, ask, type Document } from '../../client/api.ts';
import { usePages } from '../../list/use-pages.ts';
import { type DocumentSearch, toQuery } from './document-search.ts';

const pageSize = 200;

/** How often what is on screen is read again while nobody touches it. */
const lookAgainMs = 4_000;

/** The documents of a filter, page by page, and how many and how much they are. */
export function useDocuments(search: DocumentSearch) {
  const query = toQuery(search);
  const sort = search.sort ?? 'dueDate';
  const list = usePages<Document>({
    queryKey: ['documents', 'list', query, sort],
    read: (cursor) =>
      ask(
        api.GET('/v1/documents', {
          params: {
            query: { ...query, sort: sort as 'dueDate', limit: pageSize, ...(cursor && { cursor }) },
          },
        }),
      ),
    lookAgainMs,
  });
  const totals = useQuery({
    queryKey: ['documents', 'totals', query],
    queryFn: () => ask(api.GET('/v1/documents/totals', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });
  return { ...list, totals };
}
