import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '../client/api.ts';
import { StatusMark } from '../parts/status-mark.tsx';
import type { Paid } from './paid.ts';

const lookAgainMs = 1_000;

/** What came of the last payments, while one looks. */
export function PaidNow({ paid }: { paid: readonly Paid[] }) {
  return (
    <Stack gap={6} aria-live="polite">
      {paid.map(({ key, ...each }) => (
        <PaidLine key={key} {...each} />
      ))}
    </Stack>
  );
}

function PaidLine({ documentId, how, isUnidentified }: Omit<Paid, 'key'>) {
  const { data } = useQuery({
    queryKey: ['documents', 'one', documentId],
    queryFn: () => ask(api.GET('/v1/documents/{id}', { params: { path: { id: documentId } } })),
    refetchInterval: lookAgainMs,
  });
  if (!data) return null;
  return (
    <Group justify="space-between" gap={6} wrap="nowrap">
      <Text size="sm">
        <Link to="/documentos/$id" params={{ id: documentId }}>
          {data.number}
        </Link>{' '}
        <span className="quiet">{how}</span>
      </Text>
      {isUnidentified ? (
        <Text size="sm">
          <Link to="/recebimentos">Não identificado</Link>
        </Text>
      ) : (
        <StatusMark status={data.status} />
      )}
    </Group>
  );
}
