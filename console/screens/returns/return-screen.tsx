import { Alert, Skeleton, Tabs } from '@mantine/core';
import { IconCashRegister } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { api, ask, once, type ReturnItem, type SettlementReturn } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { type Selection, useSelection } from '../../list/selection.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, counted, day, money } from '../../words/format.ts';
import { kinds } from './return-search.ts';
import { ReturnTotals } from './return-totals.tsx';
import { kindLooks, kindTabs, methodNames, outcomeLooks, returnLooks } from './return-words.ts';

const columns: readonly Column<ReturnItem>[] = [
  {
    id: 'number',
    label: 'Documento',
    width: 132,
    narrow: 0,
    cell: (row) =>
      row.documentId ? (
        <RowLink
          to="/documentos/$id"
          id={row.documentId}
          below={`${row.payerName ?? ''} · ${methodNames[row.method]}`}
        >
          {row.number}
        </RowLink>
      ) : (
        '—'
      ),
  },
  { id: 'payer', label: 'Pagador', wideOnly: true, cell: (row) => row.payerName ?? '—' },
  {
    id: 'kind',
    label: 'Situação',
    width: 146,
    wideOnly: true,
    cell: (row) => <Mark look={kindLooks[row.kind]} />,
  },
  { id: 'method', label: 'Forma', width: 80, roomyOnly: true, cell: (row) => methodNames[row.method] },
  { id: 'paidOn', label: 'Pagamento', width: 104, wideOnly: true, cell: (row) => day(row.paidOn) },
  { id: 'creditedOn', label: 'Crédito', width: 104, roomyOnly: true, cell: (row) => day(row.creditedOn) },
  {
    id: 'gross',
    label: 'Recebido',
    width: 118,
    narrow: 104,
    align: 'right',
    cell: (row) => money(row.grossCents),
  },
  {
    id: 'fee',
    label: 'Tarifa',
    width: 90,
    align: 'right',
    wideOnly: true,
    cell: (row) => money(row.feeCents),
  },
  {
    id: 'discount',
    label: 'Desconto',
    width: 100,
    align: 'right',
    vastOnly: true,
    cell: (row) => <Cents of={row.discountCents} />,
  },
  {
    id: 'interestAndFine',
    label: 'Juros e multa',
    width: 112,
    align: 'right',
    vastOnly: true,
    cell: (row) => <Cents of={row.interestAndFineCents} />,
  },
  {
    id: 'difference',
    label: 'Diferença',
    width: 104,
    align: 'right',
    vastOnly: true,
    cell: (row) => (
      <span title={row.expected ? `Esperado no dia: ${money(row.expected.grossCents)}` : undefined}>
        <Cents of={row.differenceCents} isFault />
      </span>
    ),
  },
  {
    id: 'net',
    label: 'Líquido',
    width: 118,
    align: 'right',
    wideOnly: true,
    cell: (row) => money(row.netCents),
  },
  {
    id: 'outcome',
    label: 'Resultado',
    width: 160,
    narrow: 118,
    cell: (row) =>
      row.outcome ? (
        <span title={row.reason ?? undefined}>
          <Mark look={{ ...outcomeLooks[row.outcome], hint: row.reason ?? outcomeLooks[row.outcome].hint }} />
        </span>
      ) : (
        <span className="quiet">—</span>
      ),
  },
];

/** Nothing is a dash, so that what is there is seen. A difference to what was expected stands out. */
function Cents({ of, isFault = false }: { of: number; isFault?: boolean }): ReactNode {
  if (of === 0) return <span className="quiet">—</span>;
  return isFault ? <b style={{ color: 'var(--bad)' }}>{money(of)}</b> : money(of);
}

/** One return: review with tabs and totals, untick what shall wait, Processar retorno, a result per row. */
export function ReturnScreen() {
  const { id } = useParams({ from: '/retornos/$id' });
  const query = useQuery({
    queryKey: ['returns', id],
    queryFn: () => ask(api.GET('/v1/settlement-returns/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data?.status === 'loading' || state.data?.status === 'processing' ? 800 : 6_000,
  });
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={420} aria-label="Carregando" />;
  return <Review settlementReturn={query.data} />;
}

function Review({ settlementReturn }: { settlementReturn: SettlementReturn }) {
  const { id, status, counts } = settlementReturn;
  const search = useSearch({ from: '/retornos/$id' });
  const navigate = useNavigate();
  const tabs = useRef<HTMLDivElement>(null);
  useFunctionKeys({
    f2: () => void navigate({ to: '/retornos' }),
    f8: () => goToFilter(tabs.current),
  });
  const items = useReturnItems(settlementReturn, search.tipo);
  const rows = items.data?.pages.flatMap((page) => page.data) ?? [];
  // What is marked here is what shall wait: everything else is processed.
  const left = useSelection(id);
  const chosen: Selection = {
    ...left,
    all: true,
    isMarked: (chargeId) => !left.ids.has(chargeId),
    markAll: left.clear,
    isEmpty: false,
  };
  const isOpen = status === 'ready' || status === 'done';
  return (
    <Page
      title="Retorno de cobrança"
      about={
        <>
          Pagamentos de {day(settlementReturn.paidFrom)} a {day(settlementReturn.paidTo)}{' '}
          <Mark look={returnLooks[status]} />
        </>
      }
      actions={
        <>
          <ListFiles of={`/v1/settlement-returns/${id}/items`} query={{ kind: search.tipo }} />
          <ProcessButton settlementReturn={settlementReturn} left={[...left.ids]} />
        </>
      }
    >
      {settlementReturn.waitingFor && (
        <Alert color="red" variant="light" title="Parado: o Asaas recusa a chave da conta">
          Informe uma nova chave em Contas correntes; o retorno continua sozinho.
        </Alert>
      )}
      <ReturnTotals settlementReturn={settlementReturn} />
      <Tabs
        ref={tabs}
        value={search.tipo ?? 'todos'}
        onChange={(value) =>
          void navigate({
            to: '/retornos/$id',
            params: { id },
            search: value === 'todos' ? {} : { tipo: value as ReturnItem['kind'] },
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="todos">Todos {count(counts.total)}</Tabs.Tab>
          {kinds.map((kind) => (
            <Tabs.Tab key={kind} value={kind}>
              {kindTabs[kind]} {count(kind === 'already_settled' ? counts.alreadySettled : counts[kind])}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {items.isError && <ErrorNote error={items.error} onRetry={() => void items.refetch()} />}
      <DataList
        label="Pagamentos do retorno"
        columns={columns}
        rows={rows}
        idOf={(row) => row.chargeId}
        nameOf={(row) => `o pagamento ${row.number ?? row.chargeId}`}
        onOpen={(row) =>
          row.documentId && void navigate({ to: '/documentos/$id', params: { id: row.documentId } })
        }
        {...(isOpen && {
          selection: chosen,
          unmarkable: (row: ReturnItem) => row.kind === 'already_settled',
        })}
        loadMore={
          items.hasNextPage && !items.isFetchingNextPage ? () => void items.fetchNextPage() : undefined
        }
        isLoadingMore={items.isFetchingNextPage || status === 'loading'}
        empty={
          status !== 'loading' && (
            <Empty title="Nenhum pagamento">O Asaas não recebeu nada nesta conta neste período.</Empty>
          )
        }
      />
    </Page>
  );
}

function ProcessButton({ settlementReturn, left }: { settlementReturn: SettlementReturn; left: string[] }) {
  const { id, status, counts, outcomes } = settlementReturn;
  const writeReason = useWriteReason();
  const process = useWish(async (without: string[], key) => {
    const chargeIds = without.length === 0 ? undefined : await readOthers(id, without);
    return ask(
      api.POST('/v1/settlement-returns/{id}/process', {
        params: { path: { id } },
        body: chargeIds ? { chargeIds } : {},
        ...once(key),
      }),
    );
  });
  const many = counts.matched + counts.unidentified - left.length;
  const isDone =
    status === 'done' && outcomes.failed === 0 && outcomes.chosen >= counts.matched + counts.unidentified;
  const reason =
    writeReason ??
    (status === 'loading' ? 'Aguarde: os pagamentos ainda estão sendo lidos.' : undefined) ??
    (status === 'processing' ? 'O retorno está sendo processado.' : undefined) ??
    (isDone ? 'Tudo já foi processado.' : undefined) ??
    (many <= 0 ? 'Não há o que baixar.' : undefined);
  return (
    <>
      <ReasonedButton
        size="sm"
        disabledReason={reason}
        loading={process.isPending}
        leftSection={<IconCashRegister size={16} aria-hidden />}
        onClick={() => process.wish(left)}
      >
        {reason === undefined
          ? `Processar retorno (${counted(many, 'pagamento', 'pagamentos')})`
          : 'Processar retorno'}
      </ReasonedButton>
      {process.isError && <ErrorNote error={process.error} />}
    </>
  );
}

/** All that are not settled yet but those that were unticked. */
async function readOthers(id: string, without: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const kind of ['matched', 'unidentified'] as const) {
    let cursor: string | null = null;
    do {
      const page: { data: ReturnItem[]; nextCursor: string | null } = await ask(
        api.GET('/v1/settlement-returns/{id}/items', {
          params: { path: { id }, query: { kind, limit: 200, ...(cursor && { cursor }) } },
        }),
      );
      ids.push(...page.data.map(({ chargeId }) => chargeId));
      cursor = page.nextCursor;
    } while (cursor);
  }
  return ids.filter((chargeId) => !without.includes(chargeId));
}

function useReturnItems({ id, status }: SettlementReturn, kind: ReturnItem['kind'] | undefined) {
  return useInfiniteQuery({
    queryKey: ['returns', id, 'items', kind],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/settlement-returns/{id}/items', {
          params: {
            path: { id },
            query: { limit: 200, ...(kind && { kind }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: status === 'loading' || status === 'processing' ? 1_000 : 6_000,
  });
}
