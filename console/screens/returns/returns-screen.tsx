import { Group } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import { api, ask, once, type SettlementReturn } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { DateField } from '../../parts/date-field.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { addDays, count, day, instant, money, today } from '../../words/format.ts';
import { AccountChoice } from '../remittances/account-choice.tsx';
import { returnLooks } from './return-words.ts';

/** Retorno de cobrança: account and payment period, then Filtrar; below, the returns from before. */
export function ReturnsScreen() {
  const navigate = useNavigate();
  const { data: accounts = [] } = useAccounts();
  const returns = useInfiniteQuery({
    queryKey: ['returns', 'list'],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/settlement-returns', {
          params: { query: { limit: 100, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 5_000,
  });
  const columns: Column<SettlementReturn>[] = [
    {
      id: 'period',
      label: 'Período de pagamento',
      width: 226,
      narrow: 0,
      cell: (row) => (
        <RowLink to="/retornos/$id" id={row.id}>
          {day(row.paidFrom)} a {day(row.paidTo)}
        </RowLink>
      ),
    },
    {
      id: 'account',
      label: 'Conta corrente',
      wideOnly: true,
      cell: (row) => accounts.find(({ id }) => id === row.accountId)?.name ?? '—',
    },
    { id: 'status', label: 'Situação', width: 150, cell: (row) => <Mark look={returnLooks[row.status]} /> },
    { id: 'total', label: 'Pagamentos', width: 104, align: 'right', cell: (row) => count(row.counts.total) },
    {
      id: 'gross',
      label: 'Recebido',
      width: 130,
      align: 'right',
      wideOnly: true,
      cell: (row) => money(row.totals.received.grossCents),
    },
    {
      id: 'net',
      label: 'Líquido',
      width: 130,
      align: 'right',
      wideOnly: true,
      cell: (row) => money(row.totals.received.netCents),
    },
    { id: 'at', label: 'Pedido em', width: 150, wideOnly: true, cell: (row) => instant(row.requestedAt) },
  ];
  return (
    <Page
      title="Retorno de cobrança"
      about="Com o webhook ativo as baixas são automáticas. O retorno confere um período, ou baixa o que faltou."
      actions={<ListFiles of="/v1/settlement-returns" />}
    >
      <NewReturn />
      {returns.isError && <ErrorNote error={returns.error} onRetry={() => void returns.refetch()} />}
      <DataList
        label="Retornos"
        columns={columns}
        rows={returns.data?.pages.flatMap((page) => page.data) ?? []}
        idOf={(row) => row.id}
        nameOf={(row) => `o retorno de ${day(row.paidFrom)} a ${day(row.paidTo)}`}
        onOpen={(row) => void navigate({ to: '/retornos/$id', params: { id: row.id } })}
        empty={
          returns.isSuccess && (
            <Empty title="Nenhum retorno ainda">
              Escolha a conta e o período de pagamento, e use Filtrar.
            </Empty>
          )
        }
        loadMore={
          returns.hasNextPage && !returns.isFetchingNextPage ? () => void returns.fetchNextPage() : undefined
        }
        isLoadingMore={returns.isFetchingNextPage || returns.isPending}
      />
    </Page>
  );
}

function NewReturn() {
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const [accountId, setAccountId] = useState<string | null>(null);
  const [paidFrom, setPaidFrom] = useState(addDays(today(), -7));
  const [paidTo, setPaidTo] = useState(today());
  const request = useWish(
    (body: { accountId: string; paidFrom: string; paidTo: string }, key) =>
      ask(api.POST('/v1/settlement-returns', { body, ...once(key) })),
    { onDone: ({ id }) => void navigate({ to: '/retornos/$id', params: { id } }) },
  );
  const form = useRef<HTMLFormElement>(null);
  const goToForm = () => goToFilter(form.current);
  useFunctionKeys({ f2: goToForm, f8: goToForm });
  const reason = writeReason ?? (accountId ? undefined : 'Escolha a conta corrente.');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (accountId && reason === undefined) request.wish({ accountId, paidFrom, paidTo });
  };
  return (
    <form
      ref={form}
      onSubmit={submit}
      className="sheet no-print"
      style={{ padding: 16 }}
      aria-label="Novo retorno"
    >
      <Group align="flex-end" gap="md">
        <AccountChoice value={accountId} onChange={setAccountId} />
        <DateField
          label="Período de pagamento"
          w={224}
          required
          clearable={false}
          value={paidFrom}
          onChange={(date) => date && setPaidFrom(date)}
        />
        <DateField
          label="até"
          aria-label="Período de pagamento até"
          w={150}
          required
          clearable={false}
          value={paidTo}
          onChange={(date) => date && setPaidTo(date)}
        />
        <ReasonedButton
          type="submit"
          loading={request.isPending}
          disabledReason={reason}
          leftSection={<IconFilter size={16} aria-hidden />}
        >
          Filtrar
        </ReasonedButton>
      </Group>
      {request.isError && <ErrorNote error={request.error} />}
    </form>
  );
}
