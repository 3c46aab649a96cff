import { Select } from '@mantine/core';
import type { RefObject } from 'react';
import { accountLabel, useAccounts } from '../../client/accounts.ts';
import { FilterForm } from '../../parts/filter-form.tsx';
import { PeriodFields } from '../../parts/period-fields.tsx';
import { useFilterDraft } from '../../parts/use-filter-draft.ts';
import type { StatementSearch } from './statement-search.ts';

interface Props {
  search: StatementSearch;
  /** The account that is shown, chosen or not. */
  accountId: string | undefined;
  onFilter: (search: StatementSearch) => void;
  /** Where F8 goes. */
  fieldRef: RefObject<HTMLInputElement | null>;
}

/** Account and period; Enter or Filtrar asks. */
export function StatementFilter({ search, accountId, onFilter, fieldRef }: Props) {
  const { data: accounts = [] } = useAccounts();
  const { draft, set, submit } = useFilterDraft(search, onFilter);
  return (
    <FilterForm onSubmit={submit}>
      <Select
        size="xs"
        w={380}
        maw="100%"
        label="Conta corrente"
        allowDeselect={false}
        placeholder="Nenhuma conta cadastrada"
        data={accounts.map((account) => ({ value: account.id, label: accountLabel(account) }))}
        value={draft.conta ?? accountId ?? null}
        onChange={(conta) => set('conta', conta)}
      />
      <PeriodFields
        label="Período"
        fieldRef={fieldRef}
        from={draft.de}
        to={draft.ate}
        onFrom={(de) => set('de', de)}
        onTo={(ate) => set('ate', ate)}
      />
    </FilterForm>
  );
}
