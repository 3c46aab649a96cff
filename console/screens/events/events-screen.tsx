import { Anchor, Button, Code, Group, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Schemas } from '../../client/api.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { FilterForm } from '../../parts/filter-form.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { useFilterDraft } from '../../parts/use-filter-draft.ts';
import { count, preciseInstant } from '../../words/format.ts';
import { readEventSearch } from './event-search.ts';
import { eventLabel } from './event-words.ts';
import { findLastSequence, readEventsBefore } from './read-events.ts';

type Event = Schemas['Event'];

/** Eventos: what the ERP was told, numbered and in order, the newest first. */
export function EventsScreen() {
  const [shown, setShown] = useState<Event | null>(null);
  const { ate } = useSearch({ from: '/eventos' });
  const navigate = useNavigate();
  const show = (until: number | undefined) => void navigate({ to: '/eventos', search: { ate: until } });
  const last = useQuery({ queryKey: ['events', 'last'], queryFn: findLastSequence, refetchInterval: 5_000 });
  const until = ate ?? last.data;
  const events = useQuery({
    queryKey: ['events', 'page', until],
    enabled: until !== undefined,
    queryFn: () => readEventsBefore(until ?? 0),
    placeholderData: (earlier) => earlier,
  });
  const columns: Column<Event>[] = [
    { id: 'sequence', label: 'Nº', width: 84, align: 'right', cell: (row) => count(row.sequence) },
    { id: 'type', label: 'O que o ERP soube', width: 250, cell: (row) => eventLabel(row.type) },
    { id: 'subject', label: 'Sobre', cell: (row) => <Subject event={row} /> },
    { id: 'code', label: 'Tipo na API', width: 240, wideOnly: true, cell: (row) => <Code>{row.type}</Code> },
    { id: 'at', label: 'Quando', width: 180, cell: (row) => preciseInstant(row.occurredAt) },
  ];
  const lowest = events.data?.at(-1)?.sequence ?? 0;
  return (
    <Page
      title="Eventos do ERP"
      about={
        <>
          Tudo que o ERP soube ou ainda vai buscar, em ordem. Avisos na hora:{' '}
          <Link to="/webhooks">Webhooks do ERP</Link>.
        </>
      }
      actions={
        <Group gap="xs">
          <ListFiles of="/v1/events" />
          <Button size="sm" variant="default" disabled={ate === undefined} onClick={() => show(undefined)}>
            Mais novos
          </Button>
          <Button size="sm" variant="default" disabled={lowest <= 1} onClick={() => show(lowest - 1)}>
            Mais antigos
          </Button>
        </Group>
      }
    >
      <NumberFilter until={ate} onFilter={show} />
      {(last.isError || events.isError) && (
        <ErrorNote error={last.error ?? events.error} onRetry={() => void last.refetch()} />
      )}
      <DataList
        label="Eventos"
        columns={columns}
        rows={events.data ?? []}
        idOf={(row) => row.id}
        nameOf={(row) => `o evento ${row.sequence}`}
        onOpen={setShown}
        isLoadingMore={last.isPending || events.isLoading}
        empty={
          events.isSuccess && (
            <Empty title="Nenhum evento ainda">O primeiro virá com a primeira remessa.</Empty>
          )
        }
      />
      <Modal
        opened={shown !== null}
        onClose={() => setShown(null)}
        size="lg"
        title={shown ? `${eventLabel(shown.type)}, nº ${count(shown.sequence)}` : ''}
        closeButtonProps={{ 'aria-label': 'Fechar' }}
      >
        {shown && <Code block>{JSON.stringify(shown, undefined, 2)}</Code>}
      </Modal>
    </Page>
  );
}

/** An ERP that misses something names the number it stands at. */
function NumberFilter(props: { until: number | undefined; onFilter: (until: number | undefined) => void }) {
  const { until, onFilter } = props;
  const field = useRef<HTMLInputElement>(null);
  useFunctionKeys({ f8: () => field.current?.focus() });
  const { draft, set, submit } = useFilterDraft<{ ate?: string }>(
    until === undefined ? {} : { ate: String(until) },
    ({ ate = '' }) => onFilter(readEventSearch({ ate: ate.replace(/\D/g, '') }).ate),
  );
  return (
    <FilterForm onSubmit={submit}>
      <TextInput
        ref={field}
        size="xs"
        w={170}
        label="Até o nº"
        placeholder="O mais novo"
        inputMode="numeric"
        value={draft.ate ?? ''}
        onChange={(event) => set('ate', event.currentTarget.value)}
      />
    </FilterForm>
  );
}

function Subject({ event }: { event: Event }) {
  const { documentId, number, remittanceId } = event.data as Record<string, string | undefined>;
  if (documentId) {
    return (
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/documentos/$id" params={{ id: documentId }} {...props} />}
      >
        {number ?? 'Abrir o documento'}
      </Anchor>
    );
  }
  if (remittanceId) {
    return (
      <Anchor
        size="sm"
        renderRoot={(props) => <Link to="/remessas/$id" params={{ id: remittanceId }} {...props} />}
      >
        Abrir a remessa
      </Anchor>
    );
  }
  return <>—</>;
}
