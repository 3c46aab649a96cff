import { Chip, Group, Stack, Tabs, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Divergence, Schemas } from '../../client/api.ts';
import { goToFilter } from '../../frame/go-to-filter.ts';
import { useFunctionKeys } from '../../frame/use-function-keys.ts';
import { DataList } from '../../list/data-list.tsx';
import { ListFiles } from '../../list/list-files.tsx';
import { AccountFilter } from '../../parts/account-filter.tsx';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { ReconcileButton } from '../../parts/reconcile-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { count, counted, money } from '../../words/format.ts';
import { ChoiceWindow } from './choice-window.tsx';
import { closedColumns, openColumns } from './divergence-columns.tsx';
import { type DivergenceSearch, toDivergenceQuery } from './divergence-search.ts';
import { fieldLabels, movesMoney } from './divergence-words.ts';
import { type Choice, useDivergences, useTaking } from './use-divergences.ts';

/** Divergências: in what documents and their charges at Asaas differ, field by field, and the choice beside each. */
export function DivergencesScreen() {
  const search = useSearch({ from: '/divergencias' });
  const navigate = useNavigate();
  const filter = (next: DivergenceSearch) => void navigate({ to: '/divergencias', search: next });
  const filterFields = useRef<HTMLDivElement>(null);
  useFunctionKeys({ f8: () => goToFilter(filterFields.current) });
  const writeReason = useWriteReason();
  const [opened, setOpened] = useState<Divergence | null>(null);
  const taking = useTaking();
  const { pages, totals, rows, loadMore, onSeen, news } = useDivergences(search);
  // What changes the sum that a payer pays is asked once more, with both values in sight.
  const take = (choice: Choice) =>
    movesMoney(choice.divergence) ? setOpened(choice.divergence) : taking.wish(choice);
  const { encerradas, ...narrowing } = search;
  return (
    <Page
      title="Divergências"
      about="Em que a cobrança no Asaas difere do documento. O que é seguro se corrige sozinho; o resto espera a sua escolha."
      actions={
        <>
          <ListFiles of="/v1/divergences" query={{ ...toDivergenceQuery(search), field: search.campo }} />
          <ReconcileButton accountId={search.conta} />
        </>
      }
    >
      <Stack ref={filterFields} gap="md" className="no-print">
        <Tabs
          value={encerradas ? 'encerradas' : 'abertas'}
          onChange={(value) => filter({ ...narrowing, ...(value === 'encerradas' && { encerradas: true }) })}
        >
          <Tabs.List>
            <Tabs.Tab value="abertas">Abertas</Tabs.Tab>
            <Tabs.Tab value="encerradas">Encerradas</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <Group gap="sm" align="flex-end">
          <AccountFilter
            value={search.conta ?? null}
            onChange={(conta) => filter({ ...search, conta: conta ?? undefined })}
          />
          <FieldChips totals={totals.data} search={search} onFilter={filter} />
        </Group>
      </Stack>
      {!encerradas && rows.length > 0 && (
        <Text size="sm" className="quiet">
          <b>Manter o nosso</b> grava o valor do documento de novo na cobrança, e o boleto muda.{' '}
          <b>Usar o do Asaas</b> dá ao documento o valor da cobrança, e o ERP é avisado. Enter na linha mostra
          os dois lados.
        </Text>
      )}
      {taking.isError && <ErrorNote error={taking.error} />}
      {pages.isError ? (
        <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
      ) : (
        <div>
          <DataList
            label="Divergências"
            columns={
              encerradas ? closedColumns : openColumns({ writeReason, onTake: take, onOpen: setOpened })
            }
            rows={rows}
            idOf={(row) => row.id}
            nameOf={(row) => `${fieldLabels[row.field]} de ${row.number}`}
            onOpen={(row) =>
              encerradas
                ? void navigate({ to: '/documentos/$id', params: { id: row.documentId } })
                : setOpened(row)
            }
            loadMore={loadMore}
            onSeen={onSeen}
            news={news}
            isLoadingMore={pages.isFetchingNextPage || pages.isPending}
            empty={pages.isSuccess && <NoDivergences search={search} />}
          />
          <div className="list-foot" aria-live="polite">
            {totals.data ? (
              <span>
                {counted(totals.data.count, 'divergência', 'divergências')} em{' '}
                {counted(totals.data.documents, 'documento', 'documentos')},{' '}
                <b>{money(totals.data.amountCents)}</b>
              </span>
            ) : (
              <span className="quiet">Somando…</span>
            )}
          </div>
        </div>
      )}
      {opened && (
        <ChoiceWindow divergence={opened} writeReason={writeReason} onClose={() => setOpened(null)} />
      )}
    </Page>
  );
}

interface ChipsProps {
  totals: Schemas['DivergenceTotals'] | undefined;
  search: DivergenceSearch;
  onFilter: (search: DivergenceSearch) => void;
}

/** How many there are of each field; one shows those alone. */
function FieldChips({ totals, search, onFilter }: ChipsProps) {
  if (!totals || totals.count === 0) return null;
  const { campo: _, ...rest } = search;
  return (
    <Chip.Group
      value={search.campo ?? 'todas'}
      onChange={(value) =>
        onFilter(value === 'todas' ? rest : { ...rest, campo: value as Divergence['field'] })
      }
    >
      <Group gap={6} role="radiogroup" aria-label="O que difere">
        <Chip size="xs" value="todas">
          Todas {count(totals.count)}
        </Chip>
        {totals.byField.map((each) => (
          <Chip key={each.field} size="xs" value={each.field}>
            {fieldLabels[each.field]} {count(each.count)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function NoDivergences({ search: { encerradas, campo, conta, documento } }: { search: DivergenceSearch }) {
  if (campo || conta || documento) {
    return <Empty title="Nenhuma divergência com este filtro">Retire um filtro acima.</Empty>;
  }
  if (encerradas) {
    return (
      <Empty title="Nenhuma divergência encerrada ainda">
        Fica aqui o que foi decidido, e o que se corrigiu sozinho.
      </Empty>
    );
  }
  return (
    <Empty title="Nenhuma divergência em aberto">
      <Text size="sm" maw={560}>
        Uma vez por dia toda cobrança em aberto é comparada com o seu documento. Se alguém mudar valor,
        vencimento ou desconto no site do Asaas, a diferença aparece aqui com os dois valores, e você escolhe
        qual fica. Para não esperar, use <b>Conciliar agora</b>.
      </Text>
    </Empty>
  );
}
