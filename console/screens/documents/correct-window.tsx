import { Alert, SimpleGrid, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, type Document, once, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { DateField } from '../../parts/date-field.tsx';
import { MoneyField } from '../../parts/money-field.tsx';
import { ReasonField } from '../../parts/reason-field.tsx';
import { useAsOpened } from '../../parts/use-as-opened.ts';
import { FormWindow } from '../../parts/window.tsx';
import { taxId } from '../../words/format.ts';

/** Correct in place and transmit again, in one step. */
export function CorrectWindow({ document: current, onClose }: { document: Document; onClose: () => void }) {
  const document = useAsOpened(current);
  const [typed, setTyped] = useState(() => fieldsOf(document));
  const [reason, setReason] = useState('');
  const set = (changes: Partial<typeof typed>) => setTyped({ ...typed, ...changes });
  const retransmit = useWish(
    (body: Schemas['Correction'], key) =>
      ask(
        api.POST('/v1/documents/{id}/retransmit', {
          params: { path: { id: document.id } },
          body,
          headers: { ...once(key).headers, 'if-match': `"${document.version}"` },
        }),
      ),
    {
      onDone: () => {
        notifications.show({
          title: 'Transmitido novamente',
          message: `${document.number} está a caminho do Asaas.`,
        });
        onClose();
      },
    },
  );
  const error = document.registration.lastError;
  return (
    <FormWindow
      title={`Transmitir novamente ${document.number}`}
      size="lg"
      onClose={onClose}
      onSubmit={() => retransmit.wish(correctionOf(document, typed, reason.trim()))}
      submitLabel="Transmitir novamente"
      isBusy={retransmit.isPending}
      error={retransmit.error}
    >
      {error && (
        <Alert color="red" variant="light" mb="sm" title={error.cure}>
          Asaas: “{error.message}”
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} mb="md">
        <TextInput
          label="Nome do pagador"
          required
          value={typed.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="CPF ou CNPJ"
          required
          data-autofocus={error?.field?.startsWith('payer') || undefined}
          value={typed.taxId}
          onChange={(event) => set({ taxId: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail"
          type="email"
          value={typed.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <TextInput
          label="Telefone com DDD"
          value={typed.phone}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
        <TextInput
          label="CEP"
          value={typed.postalCode}
          onChange={(event) => set({ postalCode: event.currentTarget.value })}
        />
        <DateField
          label="Vencimento"
          required
          clearable={false}
          value={typed.dueDate}
          onChange={(dueDate) => dueDate && set({ dueDate })}
        />
        <MoneyField
          label="Valor"
          required
          cents={typed.amountCents}
          onCents={(cents) => set({ amountCents: cents ?? 0 })}
        />
      </SimpleGrid>
      <ReasonField isOptional value={reason} onChange={setReason} />
    </FormWindow>
  );
}

function fieldsOf({ payer, dueDate, amountCents }: Document) {
  return {
    name: payer.name,
    taxId: taxId(payer.taxId),
    email: payer.email ?? '',
    phone: payer.phone ?? '',
    postalCode: payer.address?.postalCode ?? '',
    dueDate,
    amountCents,
  };
}

/** Only what was touched, so that what the ERP knows better stays as it is. */
function correctionOf(
  document: Document,
  typed: ReturnType<typeof fieldsOf>,
  reason: string,
): Schemas['Correction'] {
  const before = fieldsOf(document);
  const isNew = (field: keyof typeof typed) => typed[field] !== before[field];
  const payer = {
    ...(isNew('name') && { name: typed.name }),
    ...(isNew('taxId') && { taxId: typed.taxId }),
    ...(isNew('email') && { email: typed.email || null }),
    ...(isNew('phone') && { phone: typed.phone || null }),
    ...(isNew('postalCode') && { address: { ...addressOf(document), postalCode: typed.postalCode } }),
  };
  const changes = {
    ...(isNew('dueDate') && { dueDate: typed.dueDate }),
    ...(isNew('amountCents') && { amountCents: typed.amountCents }),
  };
  return {
    ...(Object.keys(payer).length > 0 && { payer }),
    ...(Object.keys(changes).length > 0 && { changes }),
    ...(reason && { reason }),
  };
}

function addressOf({ payer }: Document) {
  const given = Object.entries(payer.address ?? {}).filter(([, value]) => value !== null);
  return Object.fromEntries(given) as Record<string, string>;
}
