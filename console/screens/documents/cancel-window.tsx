import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, type Document, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ReasonField } from '../../parts/reason-field.tsx';
import { useAsOpened } from '../../parts/use-as-opened.ts';
import { FormWindow } from '../../parts/window.tsx';
import { money } from '../../words/format.ts';
import { chargedCents } from '../../words/owed.ts';

/** Cancels one document, with a reason that stays in its history. */
export function CancelWindow({ document: current, onClose }: { document: Document; onClose: () => void }) {
  const document = useAsOpened(current);
  const [reason, setReason] = useState('');
  const cancel = useWish(
    (body: { reason: string }, key) =>
      ask(
        api.POST('/v1/documents/{id}/cancel', {
          params: { path: { id: document.id } },
          body,
          headers: { ...once(key).headers, 'if-match': `"${document.version}"` },
        }),
      ),
    {
      onDone: () => {
        notifications.show({
          title: 'Cancelamento pedido',
          message: `${document.number}: a cobrança será retirada do Asaas.`,
        });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title={`Cancelar ${document.number}`}
      onClose={onClose}
      onSubmit={() => cancel.wish({ reason: reason.trim() })}
      submitLabel="Cancelar o documento"
      isBusy={cancel.isPending}
      error={cancel.error}
      isDangerous
    >
      <Text size="sm" mb="sm">
        A cobrança de {money(chargedCents(document))} de {document.payer.name} sai do Asaas e o pagador não
        consegue mais pagá-la. Se ele pagar antes, o pagamento vale. Para cobrar de novo, será preciso uma
        nova remessa.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}
