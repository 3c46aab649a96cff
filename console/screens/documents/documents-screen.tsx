import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { ColumnChoice, useColumns } from '../../list/column-choice.tsx';
import { DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { useSelection } from '../../list/selection.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useEntryReason } from '../../session/session.ts';
import { BulkBar } from './bulk-bar.tsx';
import { documentColumns, shownAtFirst } from './document-columns.tsx';
import { DocumentFilter } from './document-filter.tsx';
import { type DocumentSearch, toQuery } from './document-search.ts';
import { FilterChips } from './filter-chips.tsx';
import { ListTotals } from './list-totals.tsx';
import { RowMenu } from './row-menu.tsx';
import { SavedViews } from './saved-views.tsx';
import { useDocuments } from './use-documents.ts';
import { keptColumns, useViews } from './use-views.ts';

/** The questions a clerk asks every day. */
const tabs: readonly { id: string; label: string; search: DocumentSearch }[] = [
  { id: 'todos', label: 'Todos', search: {} },
  { id: 'abertos', label: 'Em aberto', search: { status: ['registered', 'overdue'] } },
  { id: 'a-enviar', label: 'A enviar', search: { status: ['pending'] } },
  { id: 'recebidos', label: 'Recebidos', search: { status: ['paid', 'settled'] } },
  { id: 'vencidos', label: 'Vencidos', search: { status: ['overdue'] } },
  { id: 'problema', label: 'Com problema', search: { status: ['uncertain', 'rejected'] } },
];

export function DocumentsScreen() {
  const search = useSearch({ from: '/documentos' });
  const navigate = useNavigate();
  const filter = (next: DocumentSearch) => void navigate({ to: '/documentos', search: next });
  const field = useRef<HTMLInputElement>(null);
  const entryReason = useEntryReason();
  useFunctionKeys({
    f2: () => entryReason ?? void navigate({ to: '/documentos/novo' }),
    f8: () => field.current?.focus(),
  });
  const { pages, totals, rows, loadMore, onSeen, news } = useDocuments(search);
  const { sort: _, visao: _view, ...narrowing } = search;
  const selection = useSelection(JSON.stringify(narrowing));
  const { data: views = [] } = useViews();
  const columns = useColumns('documents', documentColumns, shownAtFirst, keptColumns(views, search));
  const status = search.status?.join(',');
  const tab = tabs.find((each) => each.search.status?.join(',') === status)?.id ?? null;

  return (
    <Page
      title="Contas a receber"
      actions={
        <>
          <ListFiles of="/v1/documents" query={{ ...toQuery(search), sort: search.sort }} />
          <ColumnChoice columns={documentColumns} shown={columns.shown} onToggle={columns.toggle} />
          <ReasonedButton
            size="sm"
            disabledReason={entryReason}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => void navigate({ to: '/documentos/novo' })}
          >
            Novo documento
          </ReasonedButton>
        </>
      }
    >
      <Tabs
        value={tab}
        onChange={(value) => {
          const { status: _old, ...rest } = search;
          filter({ ...rest, ...tabs.find(({ id }) => id === value)?.search });
        }}
        className="no-print"
      >
        <Tabs.List>
          {tabs.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <SavedViews
        search={search}
        onFilter={filter}
        views={views}
        columns={columns.shown.map(({ id }) => id)}
        onOpened={columns.asKept}
      />
      <DocumentFilter search={search} onFilter={filter} fieldRef={field} />
      <FilterChips search={search} onFilter={filter} />
      {pages.isError ? (
        <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <div>
          <DataList
            label="Contas a receber"
            columns={columns.shown}
            rows={rows}
            idOf={(row) => row.id}
            nameOf={(row) => `o documento ${row.number}`}
            onOpen={(row) => void navigate({ to: '/documentos/$id', params: { id: row.id } })}
            selection={selection}
            tools={(row) => <RowMenu document={row} />}
            sort={{ by: search.sort ?? 'dueDate', onSort: (sort) => filter({ ...search, sort }) }}
            loadMore={loadMore}
            onSeen={onSeen}
            news={news}
            isLoadingMore={pages.isFetchingNextPage || pages.isPending}
            empty={pages.isSuccess && <NoDocuments isFiltered={Object.keys(narrowing).length > 0} />}
          />
          <ListTotals totals={totals.data} selection={selection} rows={rows} />
          <BulkBar selection={selection} rows={rows} search={search} totals={totals.data} />
        </div>
      )}
    </Page>
  );
}

function NoDocuments({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Empty title="Nenhum documento com este filtro">Retire um filtro acima, ou amplie o período.</Empty>
    );
  }
  return (
    <Empty title="Ainda não há documentos">
      Eles chegam do ERP sozinhos. Para experimentar, inclua um com <b>Novo documento</b> (F2) e envie-o em{' '}
      <Link to="/remessa">Remessa para Cobrança</Link>.
    </Empty>
  );
}
