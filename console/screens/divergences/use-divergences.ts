import { notifications } from '@mantine/notifications';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask, type Divergence, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { type DivergenceSearch, toDivergenceQuery } from './divergence-search.ts';
import { fieldLabels } from './divergence-words.ts';

const lookAgainMs = 5_000;

/** The divergences of a filter, page by page, and how many there are of each field. */
export function useDivergences(search: DivergenceSearch) {
  const query = toDivergenceQuery(search);
  const pages = useInfiniteQuery({
    queryKey: ['divergences', 'list', query, search.campo],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/divergences', {
          params: {
            query: {
              ...query,
              limit: 200,
              ...(search.campo && { field: search.campo }),
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
  const totals = useQuery({
    queryKey: ['divergences', 'totals', query],
    queryFn: () => ask(api.GET('/v1/divergences/totals', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });
  const rows = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const loadMore =
    pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined;
  return { pages, totals, rows, loadMore };
}

export interface Choice {
  divergence: Divergence;
  take: 'ours' | 'asaas';
}

/** Says whose value stays. */
export function useTaking(onDone?: () => void) {
  return useWish(
    ({ divergence, take }: Choice, key) =>
      ask(
        api.POST('/v1/divergences/{id}/resolve', {
          params: { path: { id: divergence.id } },
          body: { take },
          ...once(key),
        }),
      ),
    {
      onDone: (_answer, { divergence, take }) => {
        notifications.show({
          title: `${fieldLabels[divergence.field]} de ${divergence.number}: escolha feita`,
          message:
            take === 'ours'
              ? 'O nosso valor está sendo gravado no Asaas.'
              : 'O documento recebeu o valor do Asaas.',
        });
        onDone?.();
      },
    },
  );
}
