import { Group, Skeleton, Tabs } from '@mantine/core';
import { IconBan, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { api, ask, type Remittance, type RemittanceItem } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { useSelection } from '../../list/selection.ts';
import { usePages } from '../../list/use-pages.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, counted, day, instant, money } from '../../words/format.ts';
import { chargedCents } from '../../words/owed.ts';
import { CauseList } from './cause-list.tsx';
import { CancelPartWindow, type Part, RetransmitPartWindow } from './part-windows.tsx';
import { RemittanceProgress } from './remittance-progress.tsx';
import { outcomes, type RemittanceSearch } from './remittance-search.ts';
import { outcomeLooks } from './remittance-words.ts';

const columns: readonly Column<RemittanceItem>[] = [
  {
    id: 'number',
    label: 'Documento',
    width: 132,
    narrow: 0,
    cell: (row) => (
      <RowLink to="/documentos/$id" id={row.documentId} below={row.payerName}>
        {row.number}
      </RowLink>
    ),
  },
  { id: 'payer', label: 'Pagador', width: 220, wideOnly: true, cell: (row) => row.payerName },
  { id: 'dueDate', label: 'Vencimento', width: 108, wideOnly: true, cell: (row) => day(row.dueDate) },
  {
    id: 'amount',
    label: 'Valor',
    width: 124,
    narrow: 108,
    align: 'right',
    cell: (row) => money(chargedCents(row)),
  },
  { id: 'outcome', label: 'Resultado', width: 132, cell: (row) => <Mark look={outcomeLooks[row.outcome]} /> },
  {
    id: 'error',
    label: 'O que fazer',
    wideOnly: true,
    cell: (row) => (
      <span title={row.error?.message}>
        {row.error ? `${row.error.cure}${row.value ? ` (está: ${row.value})` : ''}` : ''}
      </span>
    ),
  },
];

/** One remittance: progress to the last document, problems by cause, every row with its outcome. */
export function RemittanceScreen() {
  const { id } = useParams({ from: '/remessas/$id' });
  const query = useQuery({
    queryKey: ['remittances', id],
    queryFn: () => ask(api.GET('/v1/remittances/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'completed' ? 5_000 : 1_000),
  });
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={420} aria-label="Carregando" />;
  const remittance = query.data;
  return (
    <Page
      title="Remessa"
      about={`Enviada em ${instant(remittance.startedAt)}, ${counted(remittance.counts.total, 'documento', 'documentos')}`}
      actions={<Actions remittance={remittance} />}
    >
      <RemittanceProgress remittance={remittance} />
      {remittance.counts.rejected > 0 && <CauseList of={{ remittanceId: id }} />}
      <Items remittance={remittance} />
    </Page>
  );
}

function Actions({ remittance }: { remittance: Remittance }) {
  const writeReason = useWriteReason();
  const [part, setPart] = useState<'retransmit' | 'cancel' | null>(null);
  const { rejected } = remittance.counts;
  const nothing = rejected === 0 ? 'Nenhum documento desta remessa está rejeitado.' : undefined;
  const all: Part = { remittanceIds: [remittance.id], label: counted(rejected, 'rejeitado', 'rejeitados') };
  return (
    <>
      <ReasonedButton
        size="sm"
        variant="default"
        disabledReason={writeReason ?? nothing}
        leftSection={<IconRefresh size={16} aria-hidden />}
        onClick={() => setPart('retransmit')}
      >
        Transmitir novamente os rejeitados
      </ReasonedButton>
      <ReasonedButton
        size="sm"
        variant="default"
        disabledReason={writeReason}
        leftSection={<IconBan size={16} aria-hidden />}
        onClick={() => setPart('cancel')}
      >
        Cancelar a remessa
      </ReasonedButton>
      {part === 'retransmit' && <RetransmitPartWindow part={all} onClose={() => setPart(null)} />}
      {part === 'cancel' && (
        <CancelPartWindow
          part={{ remittanceIds: [remittance.id], label: 'tudo que não foi pago nesta remessa' }}
          onClose={() => setPart(null)}
        />
      )}
    </>
  );
}

function Items({ remittance }: { remittance: Remittance }) {
  const search = useSearch({ from: '/remessas/$id' });
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const { pages: items, rows, loadMore, onSeen, news } = useItems(remittance, search);
  const filterFields = useRef<HTMLDivElement>(null);
  useFunctionKeys({
    f2: () => void navigate({ to: '/remessa' }),
    f8: () => goToFilter(filterFields.current),
  });
  const selection = useSelection(JSON.stringify(search));
  const [part, setPart] = useState<'retransmit' | 'cancel' | null>(null);
  const ids = selection.all ? undefined : [...selection.ids];
  const chosen: Part = {
    remittanceIds: [remittance.id],
    label: selection.all
      ? 'os marcados'
      : counted(selection.ids.size, 'documento marcado', 'documentos marcados'),
    ...(ids && { documentIds: ids }),
    ...(search.codigo && { code: search.codigo }),
  };
  return (
    <div>
      <Group ref={filterFields} justify="space-between" align="flex-end" mb="sm" className="no-print">
        <Tabs
          value={search.resultado ?? 'todos'}
          onChange={(value) =>
            void navigate({
              to: '/remessas/$id',
              params: { id: remittance.id },
              search: value === 'todos' ? {} : { resultado: value as RemittanceItem['outcome'] },
            })
          }
        >
          <Tabs.List>
            <Tabs.Tab value="todos">Todos</Tabs.Tab>
            {outcomes.map((outcome) => (
              <Tabs.Tab key={outcome} value={outcome}>
                {outcomeLooks[outcome].label} {count(remittance.counts[outcome])}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <ListFiles
          of={`/v1/remittances/${remittance.id}/items`}
          query={{ outcome: search.resultado, code: search.codigo }}
          size="xs"
        />
      </Group>
      {items.isError && <ErrorNote error={items.error} onRetry={() => void items.refetch()} />}
      <DataList
        label="Documentos da remessa"
        columns={columns}
        rows={rows}
        idOf={(row) => row.documentId}
        nameOf={(row) => `o documento ${row.number}`}
        onOpen={(row) => void navigate({ to: '/documentos/$id', params: { id: row.documentId } })}
        selection={selection}
        loadMore={loadMore}
        onSeen={onSeen}
        news={news}
        isLoadingMore={items.isFetchingNextPage || items.isPending}
        empty={items.isSuccess && <Empty title="Nenhum documento com este resultado" />}
      />
      {!selection.isEmpty && (
        <section className="bulk" aria-label="Ações com os marcados">
          <b>{selection.all ? 'Todos marcados' : counted(selection.ids.size, 'marcado', 'marcados')}</b>
          <ReasonedButton
            size="xs"
            variant="white"
            color="dark"
            disabledReason={writeReason}
            onClick={() => setPart('retransmit')}
          >
            Transmitir novamente
          </ReasonedButton>
          <ReasonedButton
            size="xs"
            variant="white"
            color="dark"
            disabledReason={writeReason}
            onClick={() => setPart('cancel')}
          >
            Cancelar
          </ReasonedButton>
          <ReasonedButton size="xs" variant="subtle" color="gray.0" onClick={selection.clear}>
            Desmarcar
          </ReasonedButton>
        </section>
      )}
      {part === 'retransmit' && <RetransmitPartWindow part={chosen} onClose={() => setPart(null)} />}
      {part === 'cancel' && <CancelPartWindow part={chosen} onClose={() => setPart(null)} />}
    </div>
  );
}

function useItems(remittance: Remittance, { resultado, codigo }: RemittanceSearch) {
  return usePages<RemittanceItem>({
    queryKey: ['remittances', remittance.id, 'items', resultado, codigo],
    read: (cursor) =>
      ask(
        api.GET('/v1/remittances/{id}/items', {
          params: {
            path: { id: remittance.id },
            query: {
              limit: 200,
              ...(resultado && { outcome: resultado }),
              ...(codigo && { code: codigo }),
              ...(cursor && { cursor }),
            },
          },
        }),
      ),
    lookAgainMs: remittance.status === 'completed' ? 10_000 : 2_000,
  });
}
