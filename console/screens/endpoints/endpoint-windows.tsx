import { SimpleGrid, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, ask, type Endpoint, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { FormWindow, Window } from '../../parts/window.tsx';
import { count, counted } from '../../words/format.ts';
import { type EndpointDraft, EndpointFields } from './endpoint-fields.tsx';
import { SecretNote } from './secret-note.tsx';

interface Props {
  endpoint: Endpoint;
  onClose: () => void;
}

/** A new address for events; its secret is shown once it is made. */
export function NewEndpointWindow({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState<EndpointDraft>({ url: '', description: '', events: [] });
  const make = useWish(({ url, description, events }: EndpointDraft, key) =>
    ask(
      api.POST('/v1/webhook-endpoints', {
        body: { url: url.trim(), events, ...(description.trim() && { description: description.trim() }) },
        ...once(key),
      }),
    ),
  );
  if (make.data) return <SecretWindow title="Webhook criado" secret={make.data.secret} onClose={onClose} />;
  return (
    <FormWindow
      title="Novo webhook"
      size="lg"
      onClose={onClose}
      onSubmit={() => make.wish(draft)}
      submitLabel="Criar o webhook"
      isBusy={make.isPending}
      error={make.error}
    >
      <EndpointFields draft={draft} onChange={setDraft} />
    </FormWindow>
  );
}

/** Another address, description or choice of events. */
export function ChangeEndpointWindow({ endpoint, onClose }: Props) {
  const [draft, setDraft] = useState<EndpointDraft>({
    url: endpoint.url,
    description: endpoint.description ?? '',
    events: endpoint.events as EndpointDraft['events'],
  });
  const change = useWish(
    ({ url, description, events }: EndpointDraft) =>
      ask(
        api.PATCH('/v1/webhook-endpoints/{id}', {
          params: { path: { id: endpoint.id } },
          body: {
            // Only another address needs a confirmation.
            ...(url.trim() !== endpoint.url && { url: url.trim() }),
            events,
            description: description.trim() || null,
          },
        }),
      ),
    { onDone: onClose },
  );
  return (
    <FormWindow
      title="Alterar o webhook"
      size="lg"
      onClose={onClose}
      onSubmit={() => change.wish(draft)}
      submitLabel="Gravar"
      isBusy={change.isPending}
      error={change.error}
    >
      <EndpointFields draft={draft} onChange={setDraft} />
    </FormWindow>
  );
}

/** A new secret. For a day both sign, so the ERP can change in its own time. */
export function RotateSecretWindow({ endpoint, onClose }: Props) {
  const rotate = useWish((id: string, key) =>
    ask(api.POST('/v1/webhook-endpoints/{id}/rotate-secret', { params: { path: { id } }, ...once(key) })),
  );
  if (rotate.data) return <SecretWindow title="Segredo novo" secret={rotate.data.secret} onClose={onClose} />;
  return (
    <FormWindow
      title="Trocar o segredo"
      onClose={onClose}
      onSubmit={() => rotate.wish(endpoint.id)}
      submitLabel="Criar um segredo novo"
      isBusy={rotate.isPending}
      error={rotate.error}
    >
      <Text size="sm">
        Por 24 horas cada entrega leva duas assinaturas, a do segredo novo e a do anterior: nada se perde
        enquanto o ERP é atualizado. Depois só vale o novo.
      </Text>
    </FormWindow>
  );
}

/** Delivers the events of a range once more, in order, each with the id that it had. */
export function ReplayWindow({ endpoint, onClose }: Props) {
  const [from, setFrom] = useState('1');
  const [to, setTo] = useState(String(endpoint.readSequence));
  const replay = useReplay(endpoint.id, onClose);
  const number = (text: string) => Number(text.replace(/\D/g, ''));
  return (
    <FormWindow
      title="Repetir entregas"
      onClose={onClose}
      onSubmit={() => replay.wish({ fromSequence: number(from), toSequence: number(to) })}
      submitLabel="Entregar de novo"
      isBusy={replay.isPending}
      error={replay.error}
    >
      <Text size="sm" mb="sm">
        Os números são os dos eventos, de 1 a {count(endpoint.readSequence)}. Saem em ordem, cada um com o
        mesmo <span className="code">webhook-id</span> de antes: um ERP que guarda os ids ignora os que já
        viu.
      </Text>
      <SimpleGrid cols={2}>
        <TextInput
          label="Do evento nº"
          inputMode="numeric"
          required
          data-autofocus
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          label="Ao evento nº"
          inputMode="numeric"
          required
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </SimpleGrid>
    </FormWindow>
  );
}

/** Both ends are included. */
export function useReplay(endpointId: string, onDone?: () => void) {
  return useWish(
    (body: { fromSequence: number; toSequence: number }, key) =>
      ask(
        api.POST('/v1/webhook-endpoints/{id}/replay', {
          params: { path: { id: endpointId } },
          body,
          ...once(key),
        }),
      ),
    {
      onDone: ({ waiting }) => {
        notifications.show({
          title: 'Entregas na fila',
          message: `${counted(waiting, 'entrega sai', 'entregas saem')} de novo, em ordem.`,
        });
        onDone?.();
      },
    },
  );
}

/** Nothing more is delivered to it. */
export function RemoveEndpointWindow({ endpoint, onClose, onRemoved }: Props & { onRemoved: () => void }) {
  const remove = useWish(
    (id: string) => ask(api.DELETE('/v1/webhook-endpoints/{id}', { params: { path: { id } } })),
    { onDone: onRemoved },
  );
  return (
    <FormWindow
      title="Excluir o webhook"
      onClose={onClose}
      onSubmit={() => remove.wish(endpoint.id)}
      submitLabel="Excluir"
      isBusy={remove.isPending}
      error={remove.error}
      isDangerous
    >
      <Text size="sm">
        Nada mais é entregue a <span className="code">{endpoint.url}</span>, nem o que está na fila. Os
        eventos continuam em Eventos do ERP. Para parar só por um tempo, use Pausar.
      </Text>
    </FormWindow>
  );
}

function SecretWindow(props: { title: string; secret: string | null; onClose: () => void }) {
  return (
    <Window onClose={props.onClose} title={props.title} closeOnClickOutside={false}>
      <SecretNote secret={props.secret} onClose={props.onClose} />
    </Window>
  );
}
