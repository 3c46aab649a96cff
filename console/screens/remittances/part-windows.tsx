import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, once } from '../../client/api.ts';
import type { Refusal } from '../../client/one-by-one.ts';
import { useWish } from '../../client/use-wish.ts';
import { ReasonField } from '../../parts/reason-field.tsx';
import { FormWindow } from '../../parts/window.tsx';
import { counted } from '../../words/format.ts';
import { remittanceByRemittance } from './remittance-by-remittance.ts';

/** All of a remittance, all of a cause, or chosen rows. Only a cause can span several remittances. */
export interface Part {
  remittanceIds: readonly string[];
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
  const [done, setDone] = useState(0);
  const retransmit = useWish(
    (body: ReturnType<typeof narrow>, key) =>
      remittanceByRemittance(part.remittanceIds, key, setDone, (id, keyOfThis) =>
        ask(
          api.POST('/v1/remittances/{id}/retransmit', { params: { path: { id } }, body, ...once(keyOfThis) }),
        ),
      ),
    {
      onDone: (refusals) => {
        tell('Transmitido novamente', 'Acompanhe os resultados na remessa.', refusals);
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
        Transmite novamente: {part.label}
        {spanOf(part)}. Só o que está rejeitado vai; o que já está registrado não se repete.
      </Text>
      {retransmit.isPending && <Progress part={part} done={done} />}
    </FormWindow>
  );
}

export function CancelPartWindow({ part, onClose }: Props) {
  const [reason, setReason] = useState('');
  const [done, setDone] = useState(0);
  const cancel = useWish(
    (body: { reason: string } & ReturnType<typeof narrow>, key) =>
      remittanceByRemittance(part.remittanceIds, key, setDone, (id, keyOfThis) =>
        ask(api.POST('/v1/remittances/{id}/cancel', { params: { path: { id } }, body, ...once(keyOfThis) })),
      ),
    {
      onDone: (refusals) => {
        tell('Cancelamento pedido', 'As cobranças saem do Asaas; o que já foi pago fica.', refusals);
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
        Cancela: {part.label}
        {spanOf(part)}. As cobranças saem do Asaas; o que já foi pago fica como está. Para cobrar de novo será
        preciso outra remessa.
      </Text>
      <ReasonField value={reason} onChange={setReason} />
      {cancel.isPending && <Progress part={part} done={done} />}
    </FormWindow>
  );
}

/** How many remittances one line of the problems names; what is of more comes with the next press. */
const namedMax = 20;

function spanOf({ remittanceIds }: Part): string {
  if (remittanceIds.length < 2) return '';
  return remittanceIds.length < namedMax
    ? `, de ${remittanceIds.length} remessas`
    : `, das ${namedMax} primeiras remessas`;
}

function Progress({ part: { remittanceIds }, done }: { part: Part; done: number }) {
  if (remittanceIds.length < 2) return null;
  return (
    <Text size="sm" mt="sm" role="status">
      {done} de {remittanceIds.length} remessas
    </Text>
  );
}

function tell(title: string, message: string, refusals: readonly Refusal<string>[]) {
  notifications.show({ title, message });
  if (refusals.length === 0) return;
  notifications.show({
    color: 'yellow',
    autoClose: false,
    title: counted(refusals.length, 'remessa ficou como estava', 'remessas ficaram como estavam'),
    message: [...new Set(refusals.map(({ problem }) => problem.message))].join(' '),
  });
}
