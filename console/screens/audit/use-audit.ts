import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../client/api.ts';
import { type AuditSearch, toAuditQuery } from './audit-search.ts';

/** The entries that the filter finds, the newest first, page by page. */
export function useAudit(search: AuditSearch) {
  const pages = useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/audit', {
          params: { query: { ...toAuditQuery(search), limit: 100, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const loadMore =
    pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined;
  return { pages, rows, loadMore };
}

/** Who did something lately, in the period and to the kind of thing that are filtered by. */
export function useActors({ quem: _, ...search }: AuditSearch): string[] {
  const { data } = useQuery({
    queryKey: ['audit', 'actors', search],
    queryFn: async () =>
      (await ask(api.GET('/v1/audit', { params: { query: { ...toAuditQuery(search), limit: 200 } } }))).data,
    placeholderData: keepPreviousData,
  });
  return [...new Set(data?.map(({ actor }) => actor))].sort();
}
