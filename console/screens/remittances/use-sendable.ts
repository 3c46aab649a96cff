import { useQuery } from '@tanstack/react-query';
import { api, ask, type Document, type Schemas } from '../../client/api.ts';
import { chargedCents } from '../../words/owed.ts';
import { useDocuments } from '../documents/use-documents.ts';
import type { SendSearch } from './remittance-search.ts';

interface Sendable extends Partial<Pick<ReturnType<typeof useDocuments>, 'onSeen' | 'news'>> {
  rows: readonly Document[];
  totals: Schemas['Totals'] | undefined;
  loadMore: (() => void) | undefined;
  isLoading: boolean;
  error: Error | null;
  retry: () => void;
}

/** What a filter finds that can be sent, or what was marked by name on another screen. */
export function useSendable(search: SendSearch, named: readonly string[] | undefined): Sendable {
  const { escolhidos: _, ...filter } = search;
  const found = useDocuments({ ...filter, status: filter.status ?? ['pending'] });
  const chosen = useQuery({
    queryKey: ['documents', 'chosen', named],
    enabled: named !== undefined,
    queryFn: () => Promise.all((named ?? []).map(readDocument)),
  });
  if (named) {
    const rows = chosen.data ?? [];
    const amountCents = rows.reduce((sum, row) => sum + chargedCents(row), 0);
    return {
      rows,
      totals: chosen.data && { count: rows.length, amountCents },
      loadMore: undefined,
      isLoading: chosen.isPending,
      error: chosen.error,
      retry: () => void chosen.refetch(),
    };
  }
  const { pages } = found;
  return {
    rows: found.rows,
    totals: found.totals.data,
    loadMore: found.loadMore,
    onSeen: found.onSeen,
    news: found.news,
    isLoading: pages.isPending || pages.isFetchingNextPage,
    error: pages.error,
    retry: () => void pages.refetch(),
  };
}

function readDocument(id: string): Promise<Document> {
  return ask(api.GET('/v1/documents/{id}', { params: { path: { id } } }));
}
