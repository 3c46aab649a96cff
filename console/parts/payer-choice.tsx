import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { payerLabel, useFoundPayers, usePayer } from '../client/payers.ts';

interface Props {
  value: string | null;
  onChange: (id: string | null) => void;
}

/** One payer, found as the name or the CPF/CNPJ is typed. The API searches: there may be a hundred thousand. */
export function PayerChoice({ value, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const chosen = usePayer(value).data;
  const isChosenShown = chosen !== undefined && typed === payerLabel(chosen);
  const [q] = useDebouncedValue(isChosenShown ? '' : typed.trim(), 250);
  const { data: found = [], isFetching } = useFoundPayers(q);
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <Select
      label="Pagador"
      placeholder="Todos"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Limpar o pagador' }}
      nothingFoundMessage={isFetching ? 'Procurando…' : 'Nenhum pagador com este nome ou CPF/CNPJ'}
      data={all.map((payer) => ({ value: payer.id, label: payerLabel(payer) }))}
      // The API has searched already; a CPF typed without dots would fit no label.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
    />
  );
}
