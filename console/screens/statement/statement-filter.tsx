import { Button, Group, Select } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { accountLabel, useAccounts } from '../../client/accounts.ts';
import { DateField } from '../../parts/date-field.tsx';
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
    <search>
      <form onSubmit={submit} className="no-print" aria-label="Filtro">
        <Group gap="sm" align="flex-end">
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
          <DateField
            ref={fieldRef}
            size="xs"
            w={132}
            label="Período de"
            value={draft.de ?? null}
            onChange={(de) => set('de', de)}
          />
          <DateField
            size="xs"
            w={132}
            label="até"
            aria-label="Período até"
            value={draft.ate ?? null}
            onChange={(ate) => set('ate', ate)}
          />
          <Button size="xs" type="submit" leftSection={<IconFilter size={14} aria-hidden />}>
            Filtrar
          </Button>
        </Group>
      </form>
    </search>
  );
}
