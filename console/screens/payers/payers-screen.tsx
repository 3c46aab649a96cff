import { Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { accountLabel, useAccounts } from '../../client/accounts.ts';
import { type Account, api, ask, type Payer } from '../../client/api.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { FilterForm } from '../../parts/filter-form.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { RowLink } from '../../parts/row-link.tsx';
import { useFilterDraft } from '../../parts/use-filter-draft.ts';
import { taxId } from '../../words/format.ts';
import { noticeWords, type PayerSearch, toPayerQuery } from './payer-search.ts';

/** Pagadores: who is charged, where rules send their documents, and whether Asaas writes to them. */
export function PayersScreen() {
  const search = useSearch({ from: '/pagadores' });
  const navigate = useNavigate();
  const { data: accounts = [] } = useAccounts();
  const pages = usePayers(search);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Pagadores"
      about="Chegam com os documentos do ERP. A conta padrão diz para onde as regras enviam os documentos de cada um."
      actions={<ListFiles of="/v1/payers" query={toPayerQuery(search)} />}
    >
      <PayerFilter
        search={search}
        accounts={accounts}
        onFilter={(next) => void navigate({ to: '/pagadores', search: next })}
      />
      {pages.isError ? (
        <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <DataList
          label="Pagadores"
          columns={columnsFor(accounts)}
          rows={pages.data?.pages.flatMap((page) => page.data) ?? []}
          idOf={(row) => row.id}
          nameOf={(row) => `o pagador ${row.name}`}
          onOpen={(row) => void navigate({ to: '/pagadores/$id', params: { id: row.id } })}
          loadMore={
            pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined
          }
          isLoadingMore={pages.isFetchingNextPage || pages.isPending}
          empty={pages.isSuccess && <NoPayers isFiltered={isFiltered} />}
        />
      )}
    </Page>
  );
}

function usePayers(search: PayerSearch) {
  return useInfiniteQuery({
    queryKey: ['payers', 'list', search],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/payers', {
          params: { query: { ...toPayerQuery(search), limit: 100, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function columnsFor(accounts: readonly Account[]): Column<Payer>[] {
  const accountOf = ({ defaultAccountId }: Payer) =>
    accounts.find(({ id }) => id === defaultAccountId)?.name ?? '—';
  return [
    {
      id: 'name',
      label: 'Nome',
      narrow: 0,
      cell: (row) => (
        <RowLink to="/pagadores/$id" id={row.id} below={taxId(row.taxId)}>
          {row.name}
        </RowLink>
      ),
    },
    { id: 'taxId', label: 'CPF/CNPJ', width: 166, wideOnly: true, cell: (row) => taxId(row.taxId) },
    { id: 'email', label: 'E-mail', width: 230, roomyOnly: true, cell: (row) => row.email ?? '—' },
    { id: 'phone', label: 'Telefone', width: 130, roomyOnly: true, cell: (row) => row.phone ?? '—' },
    { id: 'account', label: 'Conta padrão', width: 220, narrow: 150, cell: accountOf },
    {
      id: 'notices',
      label: 'Avisos',
      width: 140,
      wideOnly: true,
      cell: (row) => noticeWords(row.notify),
    },
  ];
}

interface FilterProps {
  search: PayerSearch;
  accounts: readonly Account[];
  onFilter: (search: PayerSearch) => void;
}

function PayerFilter({ search, accounts, onFilter }: FilterProps) {
  const field = useRef<HTMLInputElement>(null);
  useFunctionKeys({ f8: () => field.current?.focus() });
  const { draft, set, submit } = useFilterDraft(search, onFilter);
  return (
    <FilterForm onSubmit={submit}>
      <TextInput
        ref={field}
        size="xs"
        w={260}
        label="Busca"
        placeholder="Nome, CPF ou CNPJ"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={draft.q ?? ''}
        onChange={(event) => set('q', event.currentTarget.value)}
      />
      <Select
        size="xs"
        w={300}
        label="Conta padrão"
        placeholder="Qualquer"
        clearable
        clearButtonProps={{ 'aria-label': 'Limpar a conta' }}
        data={accounts.map((account) => ({ value: account.id, label: accountLabel(account) }))}
        value={draft.conta ?? null}
        onChange={(conta) => set('conta', conta)}
      />
    </FilterForm>
  );
}

function NoPayers({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <Empty title="Nenhum pagador com este filtro">Busque parte do nome, ou o começo do CPF/CNPJ.</Empty>
    );
  return (
    <Empty title="Nenhum pagador ainda">
      <Text size="sm" maw={520}>
        Um pagador aparece aqui com o seu primeiro documento, vindo do ERP, de Importar ou de um documento
        novo.
      </Text>
    </Empty>
  );
}
