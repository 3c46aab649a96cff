import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { accountLabel, useAccounts } from '../../client/accounts.ts';
import type { Flag, HoldCause, Status } from '../../client/api.ts';
import { FilterForm } from '../../parts/filter-form.tsx';
import { PeriodFields } from '../../parts/period-fields.tsx';
import { type SetField, useFilterDraft } from '../../parts/use-filter-draft.ts';
import { holdLabels, holds } from '../../words/holds.ts';
import { flagLabels, flags, statuses, statusLooks } from '../../words/statuses.ts';
import type { DocumentSearch } from './document-search.ts';

interface Props {
  search: DocumentSearch;
  onFilter: (search: DocumentSearch) => void;
  /** Where F8 goes. */
  fieldRef: RefObject<HTMLInputElement | null>;
  /** What may be chosen here; all statuses when left out. */
  among?: readonly Status[];
  /** Leaves out what a remittance cannot be filtered by. */
  short?: boolean;
}

/** Filter first, then list: nothing is asked before Filtrar or Enter. */
export function DocumentFilter({ search, onFilter, fieldRef, among = statuses, short = false }: Props) {
  const { draft, set, submit } = useFilterDraft(search, onFilter);
  const [isWide, setWide] = useState(false);
  const hasMore = Boolean(
    draft.paidFrom || draft.paidTo || draft.flag || draft.accountId || draft.hold || draft.errorCode,
  );
  return (
    <FilterForm onSubmit={submit}>
      <TextInput
        ref={fieldRef}
        size="xs"
        w={240}
        label="Busca"
        placeholder="Documento, pagador, CPF/CNPJ"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={draft.q ?? ''}
        onChange={(event) => set('q', event.currentTarget.value)}
      />
      <MultiSelect
        size="xs"
        w={190}
        label="Situação"
        placeholder={draft.status ? '' : 'Todas'}
        data={among.map((status) => ({ value: status, label: statusLooks[status].label }))}
        value={draft.status ?? []}
        onChange={(value) => set('status', value.length > 0 ? (value as Status[]) : null)}
      />
      <PeriodFields
        label="Vencimento"
        from={draft.dueFrom}
        to={draft.dueTo}
        onFrom={(day) => set('dueFrom', day)}
        onTo={(day) => set('dueTo', day)}
      />
      {!short && (isWide || hasMore) && <MoreFields draft={draft} set={set} />}
      {!short && !isWide && !hasMore && (
        <Button size="xs" variant="subtle" onClick={() => setWide(true)}>
          Mais filtros
        </Button>
      )}
    </FilterForm>
  );
}

interface FieldProps {
  draft: DocumentSearch;
  set: SetField<DocumentSearch>;
}

function MoreFields({ draft, set }: FieldProps) {
  const { data: accounts = [] } = useAccounts();
  return (
    <>
      <PeriodFields
        label="Pagamento"
        from={draft.paidFrom}
        to={draft.paidTo}
        onFrom={(day) => set('paidFrom', day)}
        onTo={(day) => set('paidTo', day)}
      />
      <Select
        size="xs"
        w={220}
        label="Conta"
        placeholder="Todas"
        clearable
        data={accounts.map((account) => ({ value: account.id, label: accountLabel(account) }))}
        value={draft.accountId ?? null}
        onChange={(value) => set('accountId', value)}
      />
      <Select
        size="xs"
        w={190}
        label="Alerta"
        placeholder="Qualquer"
        clearable
        data={flags.map((flag) => ({ value: flag, label: flagLabels[flag] }))}
        value={draft.flag ?? null}
        onChange={(value) => set('flag', value as Flag | null)}
      />
      <Select
        size="xs"
        w={220}
        label="Parado por"
        placeholder="Qualquer"
        clearable
        data={holds.map((hold) => ({ value: hold, label: holdLabels[hold] }))}
        value={draft.hold ?? null}
        onChange={(value) => set('hold', value as HoldCause | null)}
      />
      <TextInput
        size="xs"
        w={170}
        label="Código da recusa"
        placeholder="Do Asaas"
        value={draft.errorCode ?? ''}
        onChange={(event) => set('errorCode', event.currentTarget.value)}
      />
    </>
  );
}
