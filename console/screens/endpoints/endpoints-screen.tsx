import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Endpoint } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, counted, instant } from '../../words/format.ts';
import { NewEndpointWindow } from './endpoint-windows.tsx';
import { endpointLooks } from './endpoint-words.ts';

const columns: readonly Column<Endpoint>[] = [
  {
    id: 'url',
    label: 'Endereço',
    cell: (row) => (
      <RowLink to="/webhooks/$id" id={row.id}>
        {row.url}
      </RowLink>
    ),
  },
  {
    id: 'description',
    label: 'Descrição',
    width: 220,
    roomyOnly: true,
    cell: (row) => row.description ?? '—',
  },
  {
    id: 'events',
    label: 'Eventos',
    width: 110,
    wideOnly: true,
    cell: (row) => (row.events.length === 0 ? 'Todos' : counted(row.events.length, 'tipo', 'tipos')),
  },
  {
    id: 'status',
    label: 'Situação',
    width: 120,
    cell: (row) => (
      <Mark look={{ ...endpointLooks[row.status], hint: row.reason ?? endpointLooks[row.status].hint }} />
    ),
  },
  {
    id: 'failures',
    label: 'Falhas seguidas',
    width: 132,
    align: 'right',
    wideOnly: true,
    cell: (row) => count(row.failures),
  },
  {
    id: 'next',
    label: 'Nova tentativa',
    width: 150,
    wideOnly: true,
    cell: (row) => instant(row.nextTryAt),
  },
  {
    id: 'sequence',
    label: 'Até o evento',
    width: 116,
    align: 'right',
    wideOnly: true,
    cell: (row) => count(row.readSequence),
  },
];

/** Webhooks do ERP: the addresses to which events are delivered, and how each stands. */
export function EndpointsScreen() {
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const [isNew, setNew] = useState(false);
  useFunctionKeys({ f2: () => writeReason === undefined && setNew(true), f8: () => goToFilter(null) });
  const endpoints = useQuery({
    queryKey: ['endpoints'],
    queryFn: async () =>
      (await ask(api.GET('/v1/webhook-endpoints', { params: { query: { limit: 200 } } }))).data,
    refetchInterval: 5_000,
  });
  return (
    <Page
      title="Webhooks do ERP"
      about="Os endereços do seu ERP que recebem cada evento, assinado e em ordem."
      actions={
        <ReasonedButton
          size="sm"
          disabledReason={writeReason}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setNew(true)}
        >
          Novo webhook
        </ReasonedButton>
      }
    >
      {endpoints.isError && <ErrorNote error={endpoints.error} onRetry={() => void endpoints.refetch()} />}
      <DataList
        label="Webhooks"
        columns={columns}
        rows={endpoints.data ?? []}
        idOf={(row) => row.id}
        nameOf={(row) => `o webhook ${row.url}`}
        onOpen={(row) => void navigate({ to: '/webhooks/$id', params: { id: row.id } })}
        isLoadingMore={endpoints.isPending}
        empty={
          endpoints.isSuccess && (
            <Empty title="Nenhum webhook ainda">
              O ERP sabe de cada registro, baixa e problema em segundos se tiver um endereço aqui. Sem ele,
              busca os mesmos eventos em <Link to="/eventos">Eventos do ERP</Link>. Crie um com{' '}
              <b>Novo webhook</b> (F2).
            </Empty>
          )
        }
      />
      {isNew && <NewEndpointWindow onClose={() => setNew(false)} />}
    </Page>
  );
}
