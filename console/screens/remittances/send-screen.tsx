import { Alert, Anchor, Group } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import type { Document, Schemas } from '../../client/api.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { DataList } from '../../list/data-list.tsx';
import { type Selection, useSelection } from '../../list/selection.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useEntryReason, useWriteReason } from '../../session/session.ts';
import { counted, money } from '../../words/format.ts';
import { documentColumns } from '../documents/document-columns.tsx';
import { DocumentFilter } from '../documents/document-filter.tsx';
import { FilterChips } from '../documents/filter-chips.tsx';
import { ListTotals, markedTotals } from '../documents/list-totals.tsx';
import { AccountChoice } from './account-choice.tsx';
import { ConfirmSending } from './confirm-sending.tsx';
import { type SendSearch, sendableStatuses } from './remittance-search.ts';
import { sendChoice } from './send-choice.ts';
import { useSendable } from './use-sendable.ts';

const columns = documentColumns.filter(({ id }) =>
  ['number', 'payer', 'taxId', 'dueDate', 'amount', 'status'].includes(id),
);

/** Remessa para Cobrança: filter, mark, choose the account, see what would be refused, confirm. */
export function SendScreen() {
  const search = useSearch({ from: '/remessa' });
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const entryReason = useEntryReason();
  useFunctionKeys({
    f2: () => entryReason ?? void navigate({ to: '/documentos/novo' }),
    f8: () => field.current?.focus(),
  });
  const named = search.escolhidos ? sendChoice.get() : undefined;
  const sendable = useSendable(search, named);
  const selection = useSelection(JSON.stringify(search), named);
  const filter = (next: SendSearch) => void navigate({ to: '/remessa', search: next });
  return (
    <Page
      title="Remessa para Cobrança"
      about="Marque os documentos, escolha a conta e confira antes de enviar ao Asaas."
    >
      <NoAccount />
      {!named && (
        <>
          <DocumentFilter search={search} onFilter={filter} fieldRef={field} among={sendableStatuses} short />
          <FilterChips search={search} onFilter={filter} />
        </>
      )}
      {sendable.error ? (
        <ErrorNote error={sendable.error} onRetry={sendable.retry} />
      ) : (
        <div>
          <DataList<Document>
            label="Documentos que podem ser enviados"
            columns={columns}
            rows={sendable.rows}
            idOf={(row) => row.id}
            nameOf={(row) => `o documento ${row.number}`}
            onOpen={(row) => void navigate({ to: '/documentos/$id', params: { id: row.id } })}
            selection={selection}
            loadMore={sendable.loadMore}
            onSeen={sendable.onSeen}
            news={sendable.news}
            isLoadingMore={sendable.isLoading}
            empty={!sendable.isLoading && <NothingToSend />}
          />
          <ListTotals totals={sendable.totals} selection={selection} rows={sendable.rows} />
        </div>
      )}
      <Sending search={search} selection={selection} rows={sendable.rows} totals={sendable.totals} />
    </Page>
  );
}

interface SendingProps {
  search: SendSearch;
  selection: Selection;
  rows: readonly Document[];
  totals: Schemas['Totals'] | undefined;
}

/** The account, the button that says how many and how much, and the window that asks once more. */
function Sending({ search, selection, rows, totals }: SendingProps) {
  const [accountId, setAccountId] = useState<string | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  const marked = markedTotals(selection, rows, totals);
  const reason = useSendReason(accountId, selection);
  const label = `Conferir e enviar ${counted(marked.count, 'documento', 'documentos')}, ${money(marked.amountCents)}`;
  return (
    <Group align="flex-end" gap="md" className="no-print">
      <AccountChoice value={accountId} onChange={setAccountId} />
      <ReasonedButton
        data-send
        disabledReason={reason}
        leftSection={<IconSend size={16} aria-hidden />}
        onClick={() => setConfirming(true)}
      >
        {selection.isEmpty ? 'Conferir e enviar' : label}
      </ReasonedButton>
      {isConfirming && accountId && (
        <ConfirmSending
          choice={
            selection.all
              ? { accountId, filter: toRemittanceFilter(search) }
              : { accountId, documentIds: [...selection.ids] }
          }
          onClose={() => setConfirming(false)}
        />
      )}
    </Group>
  );
}

function toRemittanceFilter({ status, q, flag, dueFrom, dueTo }: SendSearch) {
  return {
    status: (status ?? ['pending']) as ('pending' | 'rejected' | 'cancelled')[],
    ...(q && { q }),
    ...(flag && { flag }),
    ...(dueFrom && { dueFrom }),
    ...(dueTo && { dueTo }),
  };
}

function useSendReason(accountId: string | null, selection: Selection): string | undefined {
  const writeReason = useWriteReason();
  if (writeReason) return writeReason;
  if (selection.isEmpty) return 'Marque ao menos um documento: Espaço marca a linha, Ctrl+A marca tudo.';
  if (selection.all && selection.ids.size > 0) {
    return 'De “tudo que o filtro encontra” não se tiram linhas: estreite o filtro, ou marque linha por linha.';
  }
  if (!accountId) return 'Escolha a conta corrente.';
  return undefined;
}

function NoAccount() {
  const { data } = useAccounts();
  if (!data || data.length > 0) return null;
  return (
    <Alert color="yellow" variant="light" title="Falta cadastrar a conta corrente">
      Para enviar é preciso uma conta do Asaas.{' '}
      <Anchor renderRoot={(props) => <Link to="/contas/nova" {...props} />}>Cadastrar agora</Anchor>
    </Alert>
  );
}

function NothingToSend() {
  return (
    <Empty title="Nada a enviar com este filtro">
      Documentos novos chegam do ERP com a situação “A enviar”. Veja os demais em{' '}
      <Anchor renderRoot={(props) => <Link to="/documentos" {...props} />}>Contas a receber</Anchor>.
    </Empty>
  );
}
