import { Group } from '@mantine/core';
import { useAccounts } from '../../client/accounts.ts';
import type { Account } from '../../client/api.ts';
import { FilterChip } from '../../parts/filter-chip.tsx';
import { day } from '../../words/format.ts';
import { holdLabels } from '../../words/holds.ts';
import { flagLabels, statusLooks } from '../../words/statuses.ts';
import type { DocumentSearch } from './document-search.ts';

interface Props {
  search: DocumentSearch;
  onFilter: (search: DocumentSearch) => void;
}

/** What is filtered by just now; each can be taken away. */
export function FilterChips({ search, onFilter }: Props) {
  const { data: accounts = [] } = useAccounts();
  const chips = chipsOf(search, accounts);
  if (chips.length === 0) return null;
  return (
    <Group gap={6} className="no-print">
      {chips.map(({ label, without }) => (
        <FilterChip
          key={label}
          label={label}
          onRemove={() =>
            onFilter({ ...search, ...Object.fromEntries(without.map((key) => [key, undefined])) })
          }
        />
      ))}
    </Group>
  );
}

function chipsOf(search: DocumentSearch, accounts: Account[]) {
  const chips: { label: string; without: (keyof DocumentSearch)[] }[] = [];
  if (search.q) chips.push({ label: `Busca: ${search.q}`, without: ['q'] });
  if (search.status) {
    const names = search.status.map((status) => statusLooks[status].label).join(', ');
    chips.push({ label: names, without: ['status'] });
  }
  if (search.flag) chips.push({ label: flagLabels[search.flag], without: ['flag'] });
  if (search.hold) chips.push({ label: `Parado: ${holdLabels[search.hold]}`, without: ['hold'] });
  if (search.errorCode) {
    chips.push({ label: `Código da recusa: ${search.errorCode}`, without: ['errorCode'] });
  }
  const period = (
    name: string,
    from: 'dueFrom' | 'paidFrom' | 'creditFrom',
    to: 'dueTo' | 'paidTo' | 'creditTo',
  ) => {
    if (!search[from] && !search[to]) return;
    const words = [search[from] && `de ${day(search[from])}`, search[to] && `até ${day(search[to])}`];
    chips.push({ label: `${name} ${words.filter(Boolean).join(' ')}`, without: [from, to] });
  };
  period('Vencimento', 'dueFrom', 'dueTo');
  period('Pagamento', 'paidFrom', 'paidTo');
  period('Crédito previsto', 'creditFrom', 'creditTo');
  const account = accounts.find(({ id }) => id === search.accountId);
  if (account) chips.push({ label: `Conta: ${account.name}`, without: ['accountId'] });
  if (search.remittanceId) chips.push({ label: 'De uma remessa', without: ['remittanceId'] });
  return chips;
}
