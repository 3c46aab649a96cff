import { Group, Select, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { api, ask, type Delivery } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { usePages } from '../../list/use-pages.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, preciseInstant } from '../../words/format.ts';
import { eventLabel, eventTypes } from '../events/event-words.ts';
import { type DeliverySearch, deliveryStatuses } from './delivery-search.ts';
import { useReplay } from './endpoint-windows.tsx';
import { answerWords, deliveryLabel, deliveryLooks, deliveryTabs } from './endpoint-words.ts';

/** Each delivery with its state, its tries and what was answered; each can go out once more. */
export function DeliveryList({ endpointId }: { endpointId: string }) {
  const search = useSearch({ from: '/webhooks/$id' });
  const navigate = useNavigate();
  const filter = (next: DeliverySearch) =>
    void navigate({ to: '/webhooks/$id', params: { id: endpointId }, search: next });
  const filterFields = useRef<HTMLDivElement>(null);
  useFunctionKeys({ f8: () => goToFilter(filterFields.current) });
  const writeReason = useWriteReason();
  const replay = useReplay(endpointId);
  const { pages, rows, loadMore, onSeen, news } = useDeliveries(endpointId, search);
  const columns = columnsFor({
    writeReason,
    onRepeat: (sequence) => replay.wish({ fromSequence: sequence, toSequence: sequence }),
  });
  const { situacao, ...ofType } = search;
  return (
    <>
      <Group ref={filterFields} gap="md" align="flex-end" justify="space-between" className="no-print">
        <Tabs
          value={situacao ?? 'todas'}
          onChange={(value) => {
            const status = deliveryStatuses.find((each) => each === value);
            filter({ ...ofType, ...(status && { situacao: status }) });
          }}
        >
          <Tabs.List>
            <Tabs.Tab value="todas">Todas</Tabs.Tab>
            {deliveryStatuses.map((status) => (
              <Tabs.Tab key={status} value={status}>
                {deliveryTabs[status]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <Group gap="xs" align="flex-end">
          <Select
            size="xs"
            w={260}
            label="Evento"
            placeholder="Todos"
            clearable
            data={eventTypes.map((type) => ({ value: type, label: eventLabel(type) }))}
            value={search.tipo ?? null}
            onChange={(tipo) =>
              filter({
                ...(situacao && { situacao }),
                ...(tipo && { tipo: tipo as DeliverySearch['tipo'] }),
              } as DeliverySearch)
            }
          />
          <ListFiles
            of={`/v1/webhook-endpoints/${endpointId}/deliveries`}
            query={{ status: situacao, type: search.tipo }}
            size="xs"
          />
        </Group>
      </Group>
      {(pages.isError || replay.isError) && (
        <ErrorNote error={pages.error ?? replay.error} onRetry={() => void pages.refetch()} />
      )}
      <DataList
        label="Entregas"
        columns={columns}
        rows={rows}
        idOf={(row) => row.id}
        nameOf={(row) => `a entrega ${row.sequence ?? 'de teste'}`}
        loadMore={loadMore}
        onSeen={onSeen}
        news={news}
        isLoadingMore={pages.isFetchingNextPage || pages.isPending}
        empty={
          pages.isSuccess && (
            <Empty
              title={situacao || search.tipo ? 'Nenhuma entrega com este filtro' : 'Nenhuma entrega ainda'}
            >
              A primeira sai com o próximo evento. Para conferir já o endereço e a assinatura, use{' '}
              <b>Enviar teste</b>.
            </Empty>
          )
        }
      />
    </>
  );
}

function useDeliveries(id: string, { situacao, tipo }: DeliverySearch) {
  return usePages<Delivery>({
    queryKey: ['endpoints', id, 'deliveries', situacao, tipo],
    read: (cursor) =>
      ask(
        api.GET('/v1/webhook-endpoints/{id}/deliveries', {
          params: {
            path: { id },
            query: {
              limit: 200,
              ...(situacao && { status: situacao }),
              ...(tipo && { type: tipo }),
              ...(cursor && { cursor }),
            },
          },
        }),
      ),
    lookAgainMs: 3_000,
  });
}

interface ColumnNeeds {
  writeReason: string | undefined;
  onRepeat: (sequence: number) => void;
}

function columnsFor({ writeReason, onRepeat }: ColumnNeeds): Column<Delivery>[] {
  return [
    {
      id: 'sequence',
      label: 'Nº',
      width: 72,
      align: 'right',
      wideOnly: true,
      cell: (row) => (row.sequence === null ? '—' : count(row.sequence)),
    },
    {
      id: 'type',
      label: 'Evento',
      cell: (row) => (
        <>
          <span title={row.type}>{deliveryLabel(row.type)}</span>
          <span className="narrow-only quiet">
            {row.sequence !== null && `nº ${count(row.sequence)} · `}
            {answerWords(row)}
          </span>
        </>
      ),
    },
    {
      id: 'status',
      label: 'Situação',
      width: 122,
      narrow: 112,
      cell: (row) => <Mark look={deliveryLooks[row.status]} />,
    },
    {
      id: 'attempts',
      label: 'Tentativas',
      width: 96,
      align: 'right',
      wideOnly: true,
      cell: (row) => count(row.attempts),
    },
    {
      id: 'answer',
      label: 'Resposta',
      width: 170,
      wideOnly: true,
      cell: (row) => <span title={row.error ?? undefined}>{answerWords(row)}</span>,
    },
    {
      id: 'at',
      label: 'Última tentativa',
      width: 176,
      wideOnly: true,
      cell: (row) => (row.lastAttemptAt ? preciseInstant(row.lastAttemptAt) : '—'),
    },
    {
      id: 'repeat',
      label: 'Repetir',
      width: 96,
      narrow: 84,
      cell: (row) => (
        <ReasonedButton
          size="compact-xs"
          variant="default"
          aria-label={`Repetir a entrega ${row.sequence ?? 'de teste'}`}
          disabledReason={
            writeReason ?? (row.sequence === null ? 'É um teste: use Enviar teste de novo.' : undefined)
          }
          onClick={() => row.sequence !== null && onRepeat(row.sequence)}
        >
          Repetir
        </ReasonedButton>
      ),
    },
  ];
}
