import { Anchor, Group, Tabs, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import { type Account, api, ask, type Receipt } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { type Column, DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { AccountFilter } from '../../parts/account-filter.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { day, instant, money, taxId } from '../../words/format.ts';
import { AssignWindow } from './assign-window.tsx';
import { type ReceiptSearch, toReceiptQuery } from './receipt-search.ts';

/** Recebimentos não identificados: money of charges that nobody here created, with the document it most likely is of. */
export function ReceiptsScreen() {
  const search = useSearch({ from: '/recebimentos' });
  const navigate = useNavigate();
  const filter = (next: ReceiptSearch) => void navigate({ to: '/recebimentos', search: next });
  const filterFields = useRef<HTMLDivElement>(null);
  useFunctionKeys({ f8: () => goToFilter(filterFields.current) });
  const query = toReceiptQuery(search);
  const [chosen, setChosen] = useState<Receipt | null>(null);
  const writeReason = useWriteReason();
  const { data: accounts = [] } = useAccounts();
  const pages = useInfiniteQuery({
    queryKey: ['receipts', query],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/v1/unidentified-receipts', {
          params: { query: { ...query, limit: 100, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 5_000,
  });
  const columns = columnsFor({ accounts, assigned: query.assigned, writeReason, onAssign: setChosen });
  return (
    <Page
      title="Recebimentos não identificados"
      about="Pagamentos de cobranças que não nasceram aqui: diga de que documento cada um é."
      actions={<ListFiles of="/v1/unidentified-receipts" query={query} />}
    >
      <Group ref={filterFields} align="flex-end" gap="md" className="no-print">
        <Tabs
          value={query.assigned}
          onChange={(value) => filter({ conta: search.conta, ...(value === 'yes' && { atribuidos: true }) })}
        >
          <Tabs.List>
            <Tabs.Tab value="no">A atribuir</Tabs.Tab>
            <Tabs.Tab value="yes">Atribuídos</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <AccountFilter
          value={search.conta ?? null}
          onChange={(conta) => filter({ ...search, conta: conta ?? undefined })}
        />
      </Group>
      {pages.isError && <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />}
      <DataList
        label="Recebimentos"
        columns={columns}
        rows={pages.data?.pages.flatMap((page) => page.data) ?? []}
        idOf={(row) => row.id}
        nameOf={(row) => `o recebimento de ${money(row.grossCents)}`}
        onOpen={(row) => row.assignment ?? (writeReason ? undefined : setChosen(row))}
        loadMore={
          pages.hasNextPage && !pages.isFetchingNextPage ? () => void pages.fetchNextPage() : undefined
        }
        isLoadingMore={pages.isFetchingNextPage || pages.isPending}
        empty={
          pages.isSuccess && (
            <Empty title={query.assigned === 'no' ? 'Nada a atribuir' : 'Nada atribuído ainda'}>
              Aparece aqui o que foi pago no Asaas por uma cobrança criada fora deste sistema.
            </Empty>
          )
        }
      />
      {chosen && <AssignWindow receipt={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function DocumentName({ id }: { id: string | null | undefined }) {
  const document = useQuery({
    queryKey: ['documents', id],
    enabled: Boolean(id),
    queryFn: () => ask(api.GET('/v1/documents/{id}', { params: { path: { id: id ?? '' } } })),
    staleTime: 60_000,
  });
  if (!id)
    return (
      <Text size="sm" className="quiet">
        Sem sugestão
      </Text>
    );
  return (
    <Anchor
      size="sm"
      display="inline-block"
      // As high as a finger needs it: the words of the suggestion follow right below.
      lh="24px"
      renderRoot={(props) => <Link to="/documentos/$id" params={{ id }} {...props} />}
    >
      {document.data ? `${document.data.number} · ${document.data.payer.name}` : 'Abrir o documento'}
    </Anchor>
  );
}

/** As Asaas names the payer of the charge; neither need be known. */
function payerWords({ payer }: Receipt): string {
  const known = [payer?.name, payer?.taxId && taxId(payer.taxId)].filter(Boolean);
  return known.length > 0 ? known.join(' · ') : '—';
}

interface ColumnNeeds {
  accounts: readonly Account[];
  assigned: 'yes' | 'no';
  writeReason: string | undefined;
  onAssign: (receipt: Receipt) => void;
}

function columnsFor({ accounts, assigned, writeReason, onAssign }: ColumnNeeds): Column<Receipt>[] {
  return [
    { id: 'paidOn', label: 'Pagamento', width: 108, narrow: 90, cell: (row) => day(row.paidOn) },
    {
      id: 'gross',
      label: 'Recebido',
      width: 124,
      narrow: 96,
      align: 'right',
      cell: (row) => <b>{money(row.grossCents)}</b>,
    },
    {
      id: 'net',
      label: 'Líquido',
      width: 124,
      align: 'right',
      roomyOnly: true,
      cell: (row) => money(row.netCents),
    },
    {
      id: 'payer',
      label: 'Quem pagou',
      width: 190,
      wideOnly: true,
      cell: (row) => <span title={payerWords(row)}>{payerWords(row)}</span>,
    },
    { id: 'description', label: 'Descrição no Asaas', wideOnly: true, cell: (row) => row.description ?? '—' },
    { id: 'charge', label: 'Cobrança', width: 190, vastOnly: true, cell: (row) => row.chargeId },
    {
      id: 'account',
      label: 'Conta',
      width: 150,
      vastOnly: true,
      cell: (row) => accounts.find(({ id }) => id === row.accountId)?.name ?? '—',
    },
    {
      id: 'document',
      label: assigned === 'yes' ? 'Atribuído a' : 'Sugestão',
      width: 270,
      narrow: 0,
      cell: (row) => (
        <>
          <DocumentName id={row.assignment?.documentId ?? row.suggestedDocumentId} />
          {!row.assignment && row.suggestion && (
            <Text size="xs" className="quiet" title={row.suggestion.words} truncate>
              {row.suggestion.words}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'action',
      label: assigned === 'yes' ? 'Em' : '',
      width: 132,
      narrow: 92,
      cell: (row) =>
        row.assignment ? (
          instant(row.assignment.assignedAt)
        ) : (
          <ReasonedButton
            size="compact-sm"
            variant="light"
            disabledReason={writeReason}
            onClick={() => onAssign(row)}
          >
            Atribuir
          </ReasonedButton>
        ),
    },
  ];
}
