import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, ask, type Document } from '../../client/api.ts';
import { type DocumentSearch, toQuery } from './document-search.ts';

const pageSize = 200;

/** How often what is on screen is read again while nobody touches it. */
const lookAgainMs = 4_000;

/** The documents of a filter, page by page, and how many and how much they are. */
export function useDocuments(search: DocumentSearch) {
  const query = toQuery(search);
  const sort = search.sort ?? 'dueDate';
  const pages = useInfiniteQuery({
    queryKey: ['documents', 'list', query, sort],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/documents', {
          params: {
            query: {
              ...query,
              sort: sort as 'dueDate',
              limit: pageSize,
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Whoever scrolled far is reading: many pages are not read again under her eyes.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 3 ? false : lookAgainMs),
  });
  const totals = useQuery({
    queryKey: ['documents', 'totals', query],
    queryFn: () => ask(api.GET('/v1/documents/totals', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.data) ?? [], [pages.data]);
  const loadMore =
    pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined;
  return { pages, totals, rows, loadMore };
}

/** Every document of a filter, for a file. */
export async function readAllDocuments(search: DocumentSearch): Promise<Document[]> {
  const all: Document[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: Document[]; nextCursor: string | null } = await ask(
      api.GET('/v1/documents', {
        params: { query: { ...toQuery(search), limit: pageSize, ...(cursor && { cursor }) } },
      }),
    );
    all.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}
