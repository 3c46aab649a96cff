import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../client/api.ts';
import { type Explanation, type StatementSearch, toPeriod } from './statement-search.ts';

const lookAgainMs = 8_000;

/** The lines of an account's statement, page by page, in the order of Asaas. */
export function useStatementLines(
  accountId: string | undefined,
  search: StatementSearch,
  explanation: Explanation | undefined,
) {
  const period = toPeriod(search);
  const pages = useInfiniteQuery({
    queryKey: ['statement', accountId, 'lines', period, explanation],
    enabled: accountId !== undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/accounts/{id}/statement', {
          params: {
            path: { id: accountId ?? '' },
            query: {
              ...period,
              limit: 200,
              ...(explanation && { explanation }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 3 ? false : lookAgainMs),
  });
  const rows = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const loadMore =
    pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined;
  return { pages, rows, loadMore };
}

export function useStatementTotals(accountId: string | undefined, search: StatementSearch) {
  const period = toPeriod(search);
  return useQuery({
    queryKey: ['statement', accountId, 'totals', period],
    enabled: accountId !== undefined,
    queryFn: () =>
      ask(
        api.GET('/v1/accounts/{id}/statement/totals', {
          params: { path: { id: accountId ?? '' }, query: period },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });
}
