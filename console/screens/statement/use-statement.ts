import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, ask, type StatementLine } from '../../client/api.ts';
import { usePages } from '../../list/use-pages.ts';
import { type Explanation, type StatementSearch, toPeriod } from './statement-search.ts';

const lookAgainMs = 8_000;

/** The lines of an account's statement, page by page, in the order of Asaas. */
export function useStatementLines(
  accountId: string | undefined,
  search: StatementSearch,
  explanation: Explanation | undefined,
) {
  const period = toPeriod(search);
  return usePages<StatementLine>({
    queryKey: ['statement', accountId, 'lines', period, explanation],
    enabled: accountId !== undefined,
    read: (cursor) =>
      ask(
        api.GET('/v1/accounts/{id}/statement', {
          params: {
            path: { id: accountId ?? '' },
            query: { ...period, limit: 200, ...(explanation && { explanation }), ...(cursor && { cursor }) },
          },
        }),
      ),
    lookAgainMs,
  });
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
