import { Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import { type Account, api, ask, type Remittance } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { AccountFilter } from '../../parts/account-filter.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { count, instant } from '../../words/format.ts';
import { useRules } from '../rules/use-rules.ts';
import type { RemittancesSearch } from './remittance-search.ts';
import { remittanceLooks } from './remittance-words.ts';

/** Consulta de remessa: every remittance with its counts. */
export function RemittancesScreen() {
  const navigate = useNavigate();
  const search = useSearch({ from: '/remessas' });
  const { regra, conta } = search;
  const filter = (next: RemittancesSearch) => void navigate({ to: '/remessas', search: next });
  const filterFields = useRef<HTMLDivElement>(null);
  const toSending = () => void navigate({ to: '/remessa' });
  useFunctionKeys({ f2: toSending, f8: () => goToFilter(filterFields.current) });
  const { data: accounts = [] } = useAccounts();
  const pages = useInfiniteQuery({
    queryKey: ['remittances', 'list', regra, conta],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/remittances', {
          params: {
            query: {
              limit: 100,
              ...(regra && { sendingRuleId: regra }),
              ...(conta && { accountId: conta }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 4_000,
  });
  const columns = columnsFor(accounts);
  return (
    <Page
      title="Consulta de remessa"
      about="Cada envio ao Asaas e o que foi feito dele."
      actions={
        <>
          <ListFiles of="/v1/remittances" query={{ sendingRuleId: regra, accountId: conta }} />
          <ReasonedButton size="sm" onClick={toSending}>
            Nova remessa
          </ReasonedButton>
        </>
      }
    >
      <Group ref={filterFields} gap="sm" align="flex-end" className="no-print">
        <AccountFilter
          value={conta ?? null}
          onChange={(id) => filter({ ...search, conta: id ?? undefined })}
        />
        {regra && <RuleChip id={regra} onRemove={() => filter({ ...search, regra: undefined })} />}
      </Group>
      {pages.isError && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      <DataList
        label="Remessas"
        columns={columns}
        rows={pages.data?.pages.flatMap((page) => page.data) ?? []}
        idOf={(row) => row.id}
        nameOf={(row) => `a remessa de ${instant(row.startedAt)}`}
        onOpen={(row) => void navigate({ to: '/remessas/$id', params: { id: row.id } })}
        loadMore={
          pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined
        }
        isLoadingMore={pages.isFetchingNextPage || pages.isPending}
        empty={
          pages.isSuccess && (
            <Empty title={regra ? 'Esta regra ainda não enviou nada' : 'Nenhuma remessa ainda'}>
              {regra ? (
                <>
                  Ligada, ela envia o que servir com a próxima conferência da conta, em minutos.{' '}
                  <Link to="/regras/$id" params={{ id: regra }}>
                    Ver na simulação o que ela enviaria
                  </Link>
                </>
              ) : (
                'Marque documentos em Remessa para Cobrança e envie (F2).'
              )}
            </Empty>
          )
        }
      />
    </Page>
  );
}

/** By which rule the list is narrowed; a removed rule has no name any more. */
function RuleChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { data: rules } = useRules();
  const name = rules?.find((rule) => rule.id === id)?.name;
  if (!rules) return null;
  return (
    <Group className="no-print">
      <FilterChip label={name ? `Regra: ${name}` : 'De uma regra excluída'} onRemove={onRemove} />
    </Group>
  );
}

function Problematic({ many }: { many: number }) {
  return many > 0 ? <b style={{ color: 'var(--bad)' }}>{count(many)}</b> : count(many);
}

function columnsFor(accounts: readonly Account[]): Column<Remittance>[] {
  const nameOf = (row: Remittance) => accounts.find(({ id }) => id === row.accountId)?.name ?? '—';
  return [
    {
      id: 'startedAt',
      label: 'Enviada em',
      width: 168,
      narrow: 0,
      cell: (row) => (
        <RowLink to="/remessas/$id" id={row.id}>
          {instant(row.startedAt)}
        </RowLink>
      ),
    },
    { id: 'account', label: 'Conta corrente', wideOnly: true, cell: nameOf },
    {
      id: 'status',
      label: 'Situação',
      width: 190,
      cell: (row) => <Mark look={remittanceLooks[row.status]} />,
    },
    { id: 'total', label: 'Documentos', width: 104, align: 'right', cell: (row) => count(row.counts.total) },
    {
      id: 'registered',
      label: 'Registrados',
      width: 104,
      align: 'right',
      wideOnly: true,
      cell: (row) => count(row.counts.registered),
    },
    {
      id: 'rejected',
      label: 'Rejeitados',
      width: 104,
      align: 'right',
      cell: (row) => <Problematic many={row.counts.rejected} />,
    },
    {
      id: 'uncertain',
      label: 'Incertos',
      width: 94,
      align: 'right',
      wideOnly: true,
      cell: (row) => <Problematic many={row.counts.uncertain} />,
    },
    {
      id: 'waiting',
      label: 'Aguardando',
      width: 104,
      align: 'right',
      wideOnly: true,
      cell: (row) => count(row.counts.waiting),
    },
  ];
}
