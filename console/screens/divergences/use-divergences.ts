import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, ask, type Divergence, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { usePages } from '../../list/use-pages.ts';
import { type DivergenceSearch, toDivergenceQuery } from './divergence-search.ts';
import { fieldLabels } from './divergence-words.ts';

const lookAgainMs = 5_000;

/** The divergences of a filter, page by page, and how many there are of each field. */
export function useDivergences(search: DivergenceSearch) {
  const query = toDivergenceQuery(search);
  const list = usePages<Divergence>({
    queryKey: ['divergences', 'list', query, search.campo],
    read: (cursor) =>
      ask(
        api.GET('/v1/divergences', {
          params: {
            query: {
              ...query,
              limit: 200,
              ...(search.campo && { field: search.campo }),
              ...(cursor && { cursor }),
            },
          },
        }),
      ),
    lookAgainMs,
  });
  const totals = useQuery({
    queryKey: ['divergences', 'totals', query],
    queryFn: () => ask(api.GET('/v1/divergences/totals', { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: lookAgainMs,
  });
  return { ...list, totals };
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
