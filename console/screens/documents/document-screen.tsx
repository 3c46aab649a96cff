import { Alert, Anchor, Group, Skeleton, Stack, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCash,
  IconPencil,
  IconPrinter,
  IconRefresh,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, ask, type Document } from '../../client/api.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { HoldNote } from '../../parts/hold-note.tsx';
import { Page } from '../../parts/page.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { StatusMark } from '../../parts/status-mark.tsx';
import { useWriteReason } from '../../session/session.ts';
import { taxId } from '../../words/format.ts';
import { disabledReason } from '../../words/statuses.ts';
import { AmendWindow } from './amend-window.tsx';
import { CancelWindow } from './cancel-window.tsx';
import { CashWindow, UndoCashWindow } from './cash-windows.tsx';
import { CorrectWindow } from './correct-window.tsx';
import { DocumentFacts } from './document-facts.tsx';
import { FlagNotes } from './flag-notes.tsx';
import { OwedTable } from './owed-table.tsx';
import { SlipPanel } from './slip-panel.tsx';
import { Timeline } from './timeline.tsx';

/** Everything about one document: facts, boleto and Pix, what the payer owes by day, what can be done, its whole life. */
export function DocumentScreen() {
  const { id } = useParams({ from: '/documentos/$id' });
  const query = useQuery({
    queryKey: ['documents', id],
    queryFn: () => ask(api.GET('/v1/documents/{id}', { params: { path: { id } } })),
    refetchInterval: 3_000,
  });
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton h={420} aria-label="Carregando" />;
  const document = query.data;
  return (
    <Page
      title={`Documento ${document.number}`}
      about={
        <Group gap="xs" component="span">
          <StatusMark status={document.status} />
          <span>
            {document.payer.name} · {taxId(document.payer.taxId)}
          </span>
        </Group>
      }
      actions={<Actions document={document} />}
    >
      <Notices document={document} />
      <Group align="flex-start" gap="md" grow preventGrowOverflow={false} wrap="wrap">
        <Stack gap="md" style={{ flex: '2 1 min(440px, 100%)', minWidth: 0 }}>
          <section className="sheet" aria-label="Dados" style={{ padding: 18 }}>
            <DocumentFacts document={document} />
          </section>
          {disabledReason('amend', document) === undefined && (
            <section className="sheet" aria-label="Quanto o pagador paga" style={{ padding: 18 }}>
              <Title order={2} size="h5" mb={4}>
                Quanto o pagador paga
              </Title>
              <OwedTable terms={document} accountId={document.accountId} />
            </section>
          )}
          <SlipPanel document={document} />
        </Stack>
        <div style={{ flex: '1 1 min(330px, 100%)' }}>
          <Timeline document={document} />
        </div>
      </Group>
    </Page>
  );
}

/** What waits for somebody: a refusal with its cure, flags, an amendment or a cancellation under way. */
function Notices({ document }: { document: Document }) {
  const { lastError } = document.registration;
  const isSyncing =
    document.syncedVersion > 0 &&
    document.syncedVersion < document.version &&
    disabledReason('print', document) === undefined;
  return (
    <>
      {document.hold && <HoldNote hold={document.hold} />}
      {document.status === 'rejected' && lastError && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={lastError.cure}>
          Asaas: “{lastError.message}”
        </Alert>
      )}
      <FlagNotes document={document} />
      {isSyncing && !document.flags.amendment_refused && (
        <Alert color="blue" variant="light" role="status">
          A última alteração está a caminho do Asaas.
        </Alert>
      )}
      {document.cancellation?.requestedAt && document.status !== 'cancelled' && (
        <Alert color="blue" variant="light" role="status">
          O cancelamento foi pedido e está a caminho do Asaas.
        </Alert>
      )}
    </>
  );
}

type WindowName = 'amend' | 'cancel' | 'correct' | 'cash' | 'undo';

function Actions({ document }: { document: Document }) {
  const writeReason = useWriteReason();
  const [open, setOpen] = useState<WindowName | null>(null);
  const close = () => setOpen(null);
  const windows: Record<WindowName, ReactNode> = {
    amend: <AmendWindow document={document} onClose={close} />,
    cancel: <CancelWindow document={document} onClose={close} />,
    correct: <CorrectWindow document={document} onClose={close} />,
    cash: <CashWindow document={document} onClose={close} />,
    undo: <UndoCashWindow document={document} onClose={close} />,
  };
  const action = (name: WindowName, label: string, icon: ReactNode, reason: string | undefined) => (
    <ReasonedButton
      size="xs"
      variant="default"
      leftSection={icon}
      disabledReason={writeReason ?? reason}
      onClick={() => setOpen(name)}
    >
      {label}
    </ReasonedButton>
  );
  const neverSent = document.remittanceId ? undefined : 'Ainda não foi enviado: use Remessa para Cobrança.';
  return (
    <>
      {document.status === 'pending' && (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/remessa" search={{ q: document.number }} {...props} />}
        >
          Enviar em remessa
        </Anchor>
      )}
      {action('amend', 'Alterar', <IconPencil size={15} aria-hidden />, disabledReason('amend', document))}
      {document.status === 'rejected' || document.status === 'cancelled'
        ? action(
            'correct',
            'Transmitir novamente',
            <IconRefresh size={15} aria-hidden />,
            neverSent ?? disabledReason('send', document),
          )
        : document.settlement?.source === 'person'
          ? action(
              'undo',
              'Desfazer a baixa',
              <IconCash size={15} aria-hidden />,
              disabledReason('undoCashReceipt', document),
            )
          : action(
              'cash',
              'Receber em dinheiro',
              <IconCash size={15} aria-hidden />,
              disabledReason('receiveInCash', document),
            )}
      {action('cancel', 'Cancelar', <IconBan size={15} aria-hidden />, disabledReason('cancel', document))}
      <ReasonedButton
        size="xs"
        variant="default"
        leftSection={<IconPrinter size={15} aria-hidden />}
        onClick={() => globalThis.print()}
      >
        Imprimir
      </ReasonedButton>
      {open && windows[open]}
    </>
  );
}
