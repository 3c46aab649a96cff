import { Alert, Group, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconAlertTriangle,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRepeat,
  IconSend,
  IconShieldCheck,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, ask, type Endpoint, once } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { counted, instant } from '../../words/format.ts';
import { DeliveryList } from './delivery-list.tsx';
import {
  ChangeEndpointWindow,
  RemoveEndpointWindow,
  ReplayWindow,
  RotateSecretWindow,
} from './endpoint-windows.tsx';
import { endpointLooks } from './endpoint-words.ts';

/** One address of the ERP: how it stands, what was delivered to it, and what can be delivered again. */
export function EndpointScreen() {
  const { id } = useParams({ from: '/webhooks/$id' });
  const query = useQuery({
    queryKey: ['endpoints', id],
    queryFn: () => ask(api.GET('/v1/webhook-endpoints/{id}', { params: { path: { id } } })),
    refetchInterval: 3_000,
  });
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={420} aria-label="Carregando" />;
  const endpoint = query.data;
  return (
    <Page
      title="Webhook do ERP"
      about={
        <>
          <Mark look={endpointLooks[endpoint.status]} /> <span className="code">{endpoint.url}</span>
          {endpoint.description && ` · ${endpoint.description}`}
        </>
      }
      actions={<Actions endpoint={endpoint} />}
    >
      <Trouble endpoint={endpoint} />
      <DeliveryList endpointId={id} />
    </Page>
  );
}

function Trouble({
  endpoint: { id, status, reason, failures, failingSince, nextTryAt },
}: {
  endpoint: Endpoint;
}) {
  if (status === 'active' && failures === 0) return null;
  if (status === 'active') {
    return (
      <Alert
        color="yellow"
        variant="light"
        icon={<IconAlertTriangle aria-hidden />}
        title="O endereço não está aceitando"
      >
        {counted(failures, 'tentativa falhou', 'tentativas falharam')} desde {instant(failingSince)}. Nova
        tentativa em {instant(nextTryAt)}. Nada se perde por uma semana.
      </Alert>
    );
  }
  return (
    <Alert
      color={status === 'parked' ? 'red' : 'yellow'}
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={endpointLooks[status].label}
    >
      {reason ?? endpointLooks[status].hint}
      {status === 'pending' && <ChallengeButton id={id} />}
    </Alert>
  );
}

/** Asks the address again whether it wants our deliveries. It is also asked by itself, ever more slowly, for a week. */
function ChallengeButton({ id }: { id: string }) {
  const writeReason = useWriteReason();
  const challenge = useWish((endpointId: string, key) =>
    ask(
      api.POST('/v1/webhook-endpoints/{id}/challenge', {
        params: { path: { id: endpointId } },
        ...once(key),
      }),
    ),
  );
  return (
    <Group mt="xs">
      <ReasonedButton
        size="xs"
        variant="default"
        disabledReason={writeReason}
        loading={challenge.isPending}
        leftSection={<IconShieldCheck size={15} aria-hidden />}
        onClick={() => challenge.wish(id)}
      >
        Desafiar de novo
      </ReasonedButton>
      {challenge.isError && <ErrorNote error={challenge.error} />}
    </Group>
  );
}

/** Why nothing can be sent to it now. */
const stoppedReasons: Record<Exclude<Endpoint['status'], 'active'>, string> = {
  pending: 'O endereço ainda não respondeu ao desafio.',
  paused: 'O webhook está pausado: reative-o antes.',
  parked: 'O webhook está parado: reative-o antes.',
};

type WindowName = 'change' | 'rotate' | 'replay' | 'remove';

function Actions({ endpoint }: { endpoint: Endpoint }) {
  const { id, status, readSequence } = endpoint;
  const navigate = useNavigate();
  const writeReason = useWriteReason();
  const [open, setOpen] = useState<WindowName | null>(null);
  const close = () => setOpen(null);
  const test = useWish(
    (endpointId: string, key) =>
      ask(
        api.POST('/v1/webhook-endpoints/{id}/test', { params: { path: { id: endpointId } }, ...once(key) }),
      ),
    {
      onDone: () =>
        notifications.show({ title: 'Teste enviado', message: 'A resposta do endereço aparece na lista.' }),
    },
  );
  const set = useWish((to: 'active' | 'paused') =>
    ask(api.PATCH('/v1/webhook-endpoints/{id}', { params: { path: { id } }, body: { status: to } })),
  );
  const windows: Record<WindowName, ReactNode> = {
    change: <ChangeEndpointWindow endpoint={endpoint} onClose={close} />,
    rotate: <RotateSecretWindow endpoint={endpoint} onClose={close} />,
    replay: <ReplayWindow endpoint={endpoint} onClose={close} />,
    remove: (
      <RemoveEndpointWindow
        endpoint={endpoint}
        onClose={close}
        onRemoved={() => void navigate({ to: '/webhooks' })}
      />
    ),
  };
  const button = (label: string, icon: ReactNode, act: () => void, reason?: string, isBusy = false) => (
    <ReasonedButton
      size="xs"
      variant="default"
      leftSection={icon}
      loading={isBusy}
      disabledReason={writeReason ?? reason}
      onClick={act}
    >
      {label}
    </ReasonedButton>
  );
  const isActive = status === 'active';
  const stoppedReason = isActive ? undefined : stoppedReasons[status];
  return (
    <>
      {button(
        'Enviar teste',
        <IconSend size={15} aria-hidden />,
        () => test.wish(id),
        stoppedReason,
        test.isPending,
      )}
      {isActive || status === 'pending'
        ? button(
            'Pausar',
            <IconPlayerPause size={15} aria-hidden />,
            () => set.wish('paused'),
            undefined,
            set.isPending,
          )
        : button(
            'Reativar',
            <IconPlayerPlay size={15} aria-hidden />,
            () => set.wish('active'),
            undefined,
            set.isPending,
          )}
      {button(
        'Repetir entregas',
        <IconRepeat size={15} aria-hidden />,
        () => setOpen('replay'),
        readSequence > 0 ? undefined : 'Ainda não há eventos a repetir.',
      )}
      {button('Alterar', <IconPencil size={15} aria-hidden />, () => setOpen('change'))}
      {button('Trocar o segredo', <IconKey size={15} aria-hidden />, () => setOpen('rotate'))}
      {button('Excluir', <IconTrash size={15} aria-hidden />, () => setOpen('remove'))}
      {(test.isError || set.isError) && <ErrorNote error={test.error ?? set.error} />}
      {open && windows[open]}
    </>
  );
}
