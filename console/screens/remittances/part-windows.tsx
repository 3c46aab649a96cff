import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ReasonField } from '../../parts/reason-field.tsx';
import { FormWindow } from '../../parts/window.tsx';

/** All of a remittance, all of a cause, or chosen rows. */
export interface Part {
  remittanceId: string;
  label: string;
  code?: string;
  documentIds?: string[];
}

interface Props {
  part: Part;
  onClose: () => void;
}

function narrow({ code, documentIds }: Part) {
  return { ...(code && { code }), ...(documentIds && { documentIds }) };
}

export function RetransmitPartWindow({ part, onClose }: Props) {
  const retransmit = useWish(
    (body: ReturnType<typeof narrow>, key) =>
      ask(
        api.POST('/v1/remittances/{id}/retransmit', {
          params: { path: { id: part.remittanceId } },
          body,
          ...once(key),
        }),
      ),
    {
      onDone: () => {
        notifications.show({
          title: 'Transmitido novamente',
          message: 'Acompanhe os resultados na remessa.',
        });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title="Transmitir novamente"
      onClose={onClose}
      onSubmit={() => retransmit.wish(narrow(part))}
      submitLabel="Transmitir novamente"
      isBusy={retransmit.isPending}
      error={retransmit.error}
    >
      <Text size="sm">
        Transmite novamente: {part.label}. Só o que está rejeitado vai; o que já está registrado não se
        repete.
      </Text>
    </FormWindow>
  );
}

export function CancelPartWindow({ part, onClose }: Props) {
  const [reason, setReason] = useState('');
  const cancel = useWish(
    (body: { reason: string } & ReturnType<typeof narrow>, key) =>
      ask(
        api.POST('/v1/remittances/{id}/cancel', {
          params: { path: { id: part.remittanceId } },
          body,
          ...once(key),
        }),
      ),
    {
      onDone: () => {
        notifications.show({
          title: 'Cancelamento pedido',
          message: 'As cobranças saem do Asaas; o que já foi pago fica.',
        });
        onClose();
      },
    },
  );
  return (
    <FormWindow
      title="Cancelar"
      onClose={onClose}
      onSubmit={() => cancel.wish({ reason: reason.trim(), ...narrow(part) })}
      submitLabel="Cancelar os documentos"
      isBusy={cancel.isPending}
      error={cancel.error}
      isDangerous
    >
      <Text size="sm" mb="sm">
        Cancela: {part.label}. As cobranças saem do Asaas; o que já foi pago fica como está. Para cobrar de
        novo será preciso outra remessa.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}
