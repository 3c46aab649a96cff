import { Select } from '@mantine/core';
import { useEffect } from 'react';
import { accountLabel, accountReason, useAccounts } from '../../client/accounts.ts';

interface Props {
  value: string | null;
  onChange: (accountId: string) => void;
}

/** The Conta Corrente of Asaas; the only usable one is chosen by itself. */
export function AccountChoice({ value, onChange }: Props) {
  const { data: accounts } = useAccounts();
  const usable = accounts?.filter((account) => accountReason(account) === undefined) ?? [];
  const only = usable.length === 1 ? usable[0]?.id : undefined;
  useEffect(() => {
    if (value === null && only) onChange(only);
  }, [value, only, onChange]);
  return (
    <Select
      label="Conta corrente"
      w={420}
      maw="100%"
      allowDeselect={false}
      placeholder={accounts?.length === 0 ? 'Nenhuma conta cadastrada' : 'Escolha a conta'}
      data={(accounts ?? []).map((account) => ({
        value: account.id,
        label: accountLabel(account),
        disabled: accountReason(account) !== undefined,
      }))}
      value={value}
      onChange={(chosen) => chosen && onChange(chosen)}
    />
  );
}
