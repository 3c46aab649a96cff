import { Select } from '@mantine/core';
import { accountLabel, useAccounts } from '../client/accounts.ts';

/** Narrows a list to one account. A company that has one has nothing to choose. */
export function AccountFilter(props: { value: string | null; onChange: (id: string | null) => void }) {
  const { data: accounts = [] } = useAccounts();
  if (accounts.length < 2 && !props.value) return null;
  return (
    <Select
      size="xs"
      w={300}
      label="Conta"
      placeholder="Todas"
      clearable
      data={accounts.map((account) => ({ value: account.id, label: accountLabel(account) }))}
      value={props.value}
      onChange={props.onChange}
    />
  );
}
