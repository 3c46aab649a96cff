import { Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { AuditEntry } from '../../client/api.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { preciseInstant } from '../../words/format.ts';
import { auditColumns } from './audit-columns.tsx';
import { AuditFilter } from './audit-filter.tsx';
import { type AuditSearch, toAuditQuery } from './audit-search.ts';
import { actionWords } from './audit-words.ts';
import { EntryWindow } from './entry-window.tsx';
import { useAudit } from './use-audit.ts';

/** Auditoria: who changed what, when, before and after. Nobody can change or delete a line of it. */
export function AuditScreen() {
  const search = useSearch({ from: '/auditoria' });
  const navigate = useNavigate();
  const filter = (next: AuditSearch) => void navigate({ to: '/auditoria', search: next });
  const field = useRef<HTMLInputElement>(null);
  useFunctionKeys({ f8: () => field.current?.focus() });
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const { pages, rows, loadMore } = useAudit(search);
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Auditoria"
      about="Quem fez o quê e quando, com o antes e o depois. Nenhuma linha pode ser alterada ou apagada."
      actions={<ListFiles of="/v1/audit" query={toAuditQuery(search)} />}
    >
      <AuditFilter search={search} onFilter={filter} fieldRef={field} />
      {pages.isError ? (
        <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <DataList
          label="Auditoria"
          columns={auditColumns}
          rows={rows}
          // Two entries of one instant are told apart by what they are about.
          idOf={(row) => `${row.at} ${row.action} ${row.resourceId}`}
          nameOf={(row) => `${actionWords(row)} em ${preciseInstant(row.at)}`}
          onOpen={setOpened}
          loadMore={loadMore}
          isLoadingMore={pages.isFetchingNextPage || pages.isPending}
          empty={pages.isSuccess && <NoEntries isFiltered={isFiltered} />}
        />
      )}
      {opened && <EntryWindow entry={opened} onClose={() => setOpened(null)} />}
    </Page>
  );
}

function NoEntries({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return <Empty title="Nada com este filtro">Amplie o período, ou retire quem e em que.</Empty>;
  return (
    <Empty title="Nada foi feito ainda">
      <Text size="sm" maw={560}>
        Fica aqui, para sempre, o que pessoas, o ERP e as regras fazem: contas, chaves, regras e usuários
        alterados, documentos incluídos, enviados, alterados e cancelados. O que o Asaas informa está no
        histórico de cada documento.
      </Text>
    </Empty>
  );
}
