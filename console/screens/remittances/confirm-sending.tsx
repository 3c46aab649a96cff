import { Alert, Button, Group, Loader, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ask, once, type Schemas } from '../../client/api.ts';
import { useWish } from '../../client/use-wish.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Window } from '../../parts/window.tsx';
import { faultWords } from '../../words/fields.ts';
import { counted, money } from '../../words/format.ts';

type Choice = Schemas['NewRemittance'];

/** What would go and what would not, before anything is sent; the confirmation repeats count and sum. */
export function ConfirmSending({ choice, onClose }: { choice: Choice; onClose: () => void }) {
  const navigate = useNavigate();
  const preview = useQuery({
    queryKey: ['remittances', 'preview', choice],
    queryFn: () => ask(api.POST('/v1/remittances/preview', { body: choice })),
    gcTime: 0,
  });
  const send = useWish((body: Choice, key) => ask(api.POST('/v1/remittances', { body, ...once(key) })), {
    onDone: ({ id }) => void navigate({ to: '/remessas/$id', params: { id } }),
  });
  const confirm = () => {
    if (!preview.data) return;
    const refused = new Set(preview.data.faults.map(({ documentId }) => documentId));
    const documentIds = choice.documentIds?.filter((id) => !refused.has(id));
    send.wish(documentIds ? { accountId: choice.accountId, documentIds } : choice);
  };
  const sendable = preview.data?.sendable;
  return (
    <Window onClose={onClose} size="lg" title="Conferir a remessa">
      {preview.isPending && <Loader aria-label="Conferindo" />}
      {preview.isError && <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && sendable && (
        <>
          <Text size="lg" mb="sm">
            Vão para o Asaas <b>{counted(sendable.count, 'documento', 'documentos')}</b>, no total de{' '}
            <b>{money(sendable.amountCents)}</b>.
          </Text>
          <Refused preview={preview.data} />
          {send.isError && <ErrorNote error={send.error} />}
          <Group justify="flex-end" mt="md" gap="xs">
            <Button variant="default" onClick={onClose}>
              Voltar
            </Button>
            <Button
              ref={focusOnce}
              loading={send.isPending}
              disabled={sendable.count === 0}
              onClick={confirm}
            >
              {sendable.count === 0
                ? 'Nada pode ser enviado'
                : `Enviar ${counted(sendable.count, 'documento', 'documentos')}, ${money(sendable.amountCents)}`}
            </Button>
          </Group>
        </>
      )}
    </Window>
  );
}

/** The preview comes after the window: its button takes the focus then, so that Enter confirms. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** What keeps documents back, with the cure of each. */
function Refused({ preview }: { preview: Schemas['RemittancePreview'] }) {
  if (preview.faultCount === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      title={`${counted(preview.faultCount, 'documento fica', 'documentos ficam')} de fora`}
    >
      <Table fz="sm" verticalSpacing={3} aria-label="O que fica de fora e por quê">
        <Table.Tbody>
          {preview.faults.slice(0, 30).map((fault) => (
            <Table.Tr key={fault.documentId}>
              <Table.Th>{fault.number ?? '—'}</Table.Th>
              <Table.Td>{fault.errors.map(faultWords).join(' ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {preview.faultCount > 30 && <p>E mais {preview.faultCount - 30}.</p>}
    </Alert>
  );
}
