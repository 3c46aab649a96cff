import { SimpleGrid, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import { api, ask, type Document, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { DateField } from '../../parts/date-field.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { ReasonField } from '../../parts/reason-field.tsx';
import { useAsOpened } from '../../parts/use-as-opened.ts';
import { FormWindow } from '../../parts/window.tsx';
import { today } from '../../words/format.ts';
import { owedOn, withDefaults } from '../../words/owed.ts';

interface Props {
  document: Document;
  onClose: () => void;
}

/** The payer paid outside of Asaas. */
export function CashWindow({ document: current, onClose }: Props) {
  const document = useAsOpened(current);
  const [paidOn, setPaidOn] = useState(today());
  const { data: accounts = [] } = useAccounts();
  const account = accounts.find(({ id }) => id === document.accountId);
  const owed = owedOn(withDefaults(document, account?.settings), today());
  const [cents, setCents] = useState<number | null>(owed.totalCents);
  const receive = useWish(
    (body: { amountCents: number; paidOn: string }, key) =>
      ask(
        api.POST('/v1/documents/{id}/receive-in-cash', {
          params: { path: { id: document.id } },
          body,
          headers: { ...once(key).headers, 'if-match': `"${document.version}"` },
        }),
      ),
    {
      onDone: () => {
        notifications.show({
          title: 'Recebimento anotado',
          message: `${document.number} será baixado, e a cobrança encerrada no Asaas.`,
        });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title={`Receber ${document.number} em dinheiro`}
      onClose={onClose}
      onSubmit={() => receive.wish({ amountCents: cents ?? 0, paidOn })}
      submitLabel="Baixar em dinheiro"
      isBusy={receive.isPending}
      error={receive.error}
    >
      <Text size="sm" mb="sm">
        O pagador pagou fora do Asaas. A cobrança é encerrada lá; se foi engano, dá para desfazer.
      </Text>
      <SimpleGrid cols={2} mb="sm">
        <MoneyField label="Valor recebido" required data-autofocus cents={cents} onCents={setCents} />
        <DateField
          label="Recebido em"
          required
          clearable={false}
          maxDate={today()}
          value={paidOn}
          onChange={(date) => date && setPaidOn(date)}
        />
      </SimpleGrid>
    </FormWindow>
  );
}

/** The cash receipt was a mistake. */
export function UndoCashWindow({ document: current, onClose }: Props) {
  const document = useAsOpened(current);
  const [reason, setReason] = useState('');
  const undo = useWish(
    (body: { reason: string }, key) =>
      ask(
        api.POST('/v1/documents/{id}/undo-receive-in-cash', {
          params: { path: { id: document.id } },
          body,
          headers: { ...once(key).headers, 'if-match': `"${document.version}"` },
        }),
      ),
    {
      onDone: () => {
        notifications.show({
          title: 'Desfazendo a baixa',
          message: `${document.number} volta a ser cobrado no Asaas.`,
        });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title={`Desfazer a baixa em dinheiro de ${document.number}`}
      onClose={onClose}
      onSubmit={() => undo.wish({ reason: reason.trim() })}
      submitLabel="Desfazer a baixa"
      isBusy={undo.isPending}
      error={undo.error}
      isDangerous
    >
      <Text size="sm" mb="sm">
        Só uma baixa em dinheiro se desfaz. O documento volta a ser cobrado no Asaas e o lançamento é
        estornado.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}
