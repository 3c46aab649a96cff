import { Tabs, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { FileButton } from '../../parts/file-button.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReconcileButton } from '../../parts/reconcile-button.tsx';
import { count } from '../../words/format.ts';
import { MissingPayments } from './missing-payments.tsx';
import { statementColumns } from './statement-columns.tsx';
import { StatementFilter } from './statement-filter.tsx';
import { explanations, type StatementSearch, toPeriod } from './statement-search.ts';
import { StatementSums } from './statement-totals.tsx';
import { explanationTabs, kindLabels } from './statement-words.ts';
import { UnexplainedLines } from './unexplained-lines.tsx';
import { useStatementLines, useStatementTotals } from './use-statement.ts';

/** Extrato: each centavo that moved the account's balance at Asaas, and what of our books explains it. */
export function StatementScreen() {
  const search = useSearch({ from: '/extrato' });
  const navigate = useNavigate();
  const filter = (next: StatementSearch) => void navigate({ to: '/extrato', search: next });
  const field = useRef<HTMLInputElement>(null);
  useFunctionKeys({ f8: () => field.current?.focus() });
  const { data: accounts } = useAccounts();
  const accountId = search.conta ?? accounts?.[0]?.id;
  const totals = useStatementTotals(accountId, search);
  const { pages, rows, loadMore, onSeen, news } = useStatementLines(accountId, search, search.conferencia);
  const failed = pages.error ?? totals.error;
  const { conferencia, ...rest } = search;
  return (
    <Page
      title="Extrato"
      about="Cada centavo que passou pela conta no Asaas, e o que o explica."
      actions={
        <>
          <Files accountId={accountId} search={search} />
          <ReconcileButton accountId={accountId} />
        </>
      }
    >
      <StatementFilter search={search} accountId={accountId} onFilter={filter} fieldRef={field} />
      {totals.data && <StatementSums totals={totals.data} />}
      {totals.data?.missing && <MissingPayments missing={totals.data.missing} />}
      {accountId && !conferencia && totals.data && totals.data.unexplainedCount > 0 && (
        <UnexplainedLines accountId={accountId} search={search} many={totals.data.unexplainedCount} />
      )}
      <Tabs
        className="no-print"
        value={conferencia ?? 'todas'}
        onChange={(value) => filter({ ...rest, ...explanationOf(value) })}
      >
        <Tabs.List>
          <Tabs.Tab value="todas">Todas {totals.data && count(totals.data.count)}</Tabs.Tab>
          {explanations.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {explanationTabs[each]}{' '}
              {each === 'unexplained' && totals.data && count(totals.data.unexplainedCount)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {failed ? (
        <ErrorNote error={failed} onRetry={() => void pages.refetch()} />
      ) : (
        <DataList
          label="Linhas do extrato"
          columns={statementColumns}
          rows={rows}
          idOf={(row) => row.lineId}
          nameOf={(row) => kindLabels[row.kind]}
          onOpen={({ documentId, receiptId }) => {
            if (documentId) void navigate({ to: '/documentos/$id', params: { id: documentId } });
            else if (receiptId) void navigate({ to: '/recebimentos' });
          }}
          loadMore={loadMore}
          onSeen={onSeen}
          news={news}
          isLoadingMore={pages.isFetchingNextPage || (pages.isPending && accounts?.length !== 0)}
          empty={
            <NoLines
              hasAccount={accounts?.length !== 0}
              isReady={pages.isSuccess}
              isFiltered={Object.keys(search).some((key) => key !== 'conta')}
            />
          }
        />
      )}
    </Page>
  );
}

function explanationOf(value: string | null): Pick<StatementSearch, 'conferencia'> {
  const explanation = explanations.find((each) => each === value);
  return explanation ? { conferencia: explanation } : {};
}

/** The whole period as a file, whatever of it is shown. */
function Files({ accountId, search }: { accountId: string | undefined; search: StatementSearch }) {
  if (!accountId) return null;
  const period = toPeriod(search);
  const address = `/v1/accounts/${accountId}/statement`;
  return (
    <>
      <ListFiles of={address} query={period} />
      <FileButton href={`${address}.ofx?${new URLSearchParams(period)}`}>OFX</FileButton>
    </>
  );
}

function NoLines(props: { hasAccount: boolean; isReady: boolean; isFiltered: boolean }) {
  if (!props.hasAccount) {
    return (
      <Empty title="Nenhuma conta corrente ainda">
        <Link to="/contas/nova">Cadastre a conta do Asaas</Link>: o extrato dela é lido todo dia.
      </Empty>
    );
  }
  if (!props.isReady) return null;
  if (props.isFiltered)
    return <Empty title="Nenhuma linha com este filtro">Amplie o período, ou veja Todas.</Empty>;
  return (
    <Empty title="Nada passou por esta conta ainda">
      <Text size="sm" maw={560}>
        O extrato é lido no Asaas uma vez por dia: cada recebimento, tarifa e transferência é comparado com as
        baixas daqui, ao centavo. Para ler já, use <b>Conciliar agora</b>.
      </Text>
    </Empty>
  );
}
