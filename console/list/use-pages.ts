import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';

export interface PageOf<Row> {
  data: Row[];
  nextCursor: string | null;
}

interface Options<Row> {
  queryKey: readonly unknown[];
  /** Reads the page that begins at the cursor; the first one at ''. */
  read: (cursor: string) => Promise<PageOf<Row>>;
  /** How often what is on screen is read again while nobody touches it. */
  lookAgainMs: number;
  enabled?: boolean;
}

/** So many pages are read again whole; of more, only what is in sight. */
const wholePagesMax = 3;

/**
 * A list that is read page by page as somebody scrolls. What is in sight is read again and again, however long the list has
 * become. Where rows came or went so that pages no longer fit together, `news` says so, and reads all of it when called.
 */
export function usePages<Row>({ queryKey, read, lookAgainMs, enabled = true }: Options<Row>) {
  const pages = useInfiniteQuery<PageOf<Row>, Error, Pages<Row>, readonly unknown[], string>({
    queryKey,
    enabled,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isLong(state.data) ? false : lookAgainMs),
  });
  const seen = useRef({ first: 0, last: 0 });
  const onSeen = useCallback((first: number, last: number) => {
    seen.current = { first, last };
  }, []);
  const news = useNews({ queryKey, read, lookAgainMs, pages: pages.data, seen });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.data) ?? [], [pages.data]);
  const loadMore =
    pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined;
  const refresh = () => void pages.refetch();
  return { pages, rows, loadMore, onSeen, news: news ? refresh : undefined };
}

type Pages<Row> = InfiniteData<PageOf<Row>, string>;

interface NewsOptions<Row> extends Omit<Options<Row>, 'enabled'> {
  pages: Pages<Row> | undefined;
  seen: { current: { first: number; last: number } };
}

/** Reads again what is in sight of a long list, and the top, where new rows come. Whether a page is not what it was. */
function useNews<Row>({ queryKey, read, lookAgainMs, pages, seen }: NewsOptions<Row>): boolean {
  const queries = useQueryClient();
  // Read anew as a whole, the list has other pages, and nothing about it is news.
  const [stale, setStale] = useState<Pages<Row>['pageParams'] | null>(null);
  useQuery({
    queryKey: ['in sight', ...queryKey],
    enabled: isLong(pages),
    refetchInterval: lookAgainMs,
    gcTime: 0,
    queryFn: async () => {
      const known = queries.getQueryData<Pages<Row>>(queryKey);
      if (!known) return null;
      for (const at of pagesInSight(known, seen.current)) {
        const page = await read(known.pageParams[at] ?? '');
        const isLast = at === known.pages.length - 1;
        if (isLast || page.nextCursor === known.pages[at]?.nextCursor) putPage(known, at, page);
        else setStale(known.pageParams);
      }
      return null;
    },
  });
  const putPage = (known: Pages<Row>, at: number, page: PageOf<Row>) =>
    queries.setQueryData<Pages<Row>>(queryKey, (now) =>
      now && now.pageParams[at] === known.pageParams[at] ? { ...now, pages: now.pages.with(at, page) } : now,
    );
  return stale !== null && isBeginOf(stale, pages?.pageParams ?? []);
}

function isLong(pages: { pages: readonly unknown[] } | undefined): boolean {
  return (pages?.pages.length ?? 0) > wholePagesMax;
}

function pagesInSight<Row>(
  { pages }: Pages<Row>,
  { first, last }: { first: number; last: number },
): number[] {
  let begin = 0;
  return pages.flatMap(({ data }, at) => {
    const [from, to] = [begin, begin + data.length - 1];
    begin += data.length;
    return at === 0 || (from <= last && to >= first) ? [at] : [];
  });
}

/** More pages may have come below; those that were there are the same. */
function isBeginOf(some: readonly string[], all: readonly string[]): boolean {
  return some.every((cursor, at) => all[at] === cursor);
}
