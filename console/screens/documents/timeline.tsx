import { Anchor, Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, ask, type Document, type Schemas } from '../../client/api.ts';
import { ListFiles } from '../../list/list-files.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { useSession } from '../../session/session.ts';
import { preciseInstant } from '../../words/format.ts';
import { actorWords, beforeAfter, detailLines, happening } from '../../words/timeline.ts';

/** The whole life of a document, the newest at the top: who, what, before and after, when, and Asaas' own words. */
export function Timeline({ document }: { document: Document }) {
  const pages = useInfiniteQuery({
    queryKey: ['documents', document.id, 'timeline'],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/documents/{id}/timeline', {
          params: {
            path: { id: document.id },
            query: { limit: 200, ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 4_000,
  });
  const entries = pages.data?.pages.flatMap((page) => page.data).reverse() ?? [];
  return (
    <section className="sheet" aria-label="Histórico" style={{ padding: 18 }}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h5">
          Histórico
        </Title>
        <Group gap="sm" className="no-print">
          <WorkflowLink document={document} />
          <ListFiles of={`/v1/documents/${document.id}/timeline`} size="compact-xs" />
        </Group>
      </Group>
      {pages.isError && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton h={160} />}
      <ol className="events" reversed>
        {entries.map((entry) => (
          <Entry key={`${entry.at} ${entry.what}`} entry={entry} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Mostrar mais
        </Button>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: Schemas['TimelineEntry'] }) {
  const { label, tone } = happening(entry.what);
  return (
    <li data-tone={tone}>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      {beforeAfter(entry.details).map((change) => (
        <Text key={change.label} size="sm">
          {change.label}: <span className="quiet">{change.before}</span> → <b>{change.after}</b>
        </Text>
      ))}
      {detailLines(entry.details).map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      <Text size="xs" className="quiet">
        <time dateTime={entry.at}>{preciseInstant(entry.at)}</time> · {actorWords(entry.actor)}
      </Text>
    </li>
  );
}

/** For operators: the same life as Temporal shows it. */
function WorkflowLink({ document }: { document: Document }) {
  const { session } = useSession();
  if (!session.temporalUi || !session.tenant || document.status === 'pending') return null;
  const workflow = encodeURIComponent(`document/${session.tenant.id}/${document.id}`);
  return (
    <Anchor
      size="xs"
      href={`${session.temporalUi}/${workflow}`}
      target="_blank"
      rel="noopener"
      className="no-print"
    >
      Ver no Temporal <IconExternalLink size={12} aria-hidden />
    </Anchor>
  );
}
