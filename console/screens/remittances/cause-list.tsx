import { Anchor, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ask, type Flag, type ProblemCause } from '../../client/api.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { ReasonedButton } from '../../parts/reasoned-button.tsx';
import { useWriteReason } from '../../session/session.ts';
import { counted, money } from '../../words/format.ts';
import { flagLabels } from '../../words/statuses.ts';
import { CorrectWindow } from '../documents/correct-window.tsx';
import { CauseLink } from './cause-link.tsx';
import { CancelPartWindow, type Part, RetransmitPartWindow } from './part-windows.tsx';

/** What waits for a person, by cause, the biggest first: the cure, the documents, and all of a cause in one go. */
export function CauseList({ of }: { of: { remittanceId?: string } }) {
  const { remittanceId } = of;
  const causes = useQuery({
    queryKey: ['problems', remittanceId],
    queryFn: async () => {
      const answer = remittanceId
        ? api.GET('/v1/remittances/{id}/problems', { params: { path: { id: remittanceId } } })
        : api.GET('/v1/problems', { params: { query: {} } });
      return (await ask(answer)).data;
    },
    refetchInterval: 5_000,
  });
  if (causes.isError) return <ErrorNote error={causes.error} onRetry={() => void causes.refetch()} />;
  if (!causes.data) return <Skeleton h={120} />;
  return (
    <Stack gap="sm">
      {causes.data.map((cause) => (
        <Cause key={`${cause.kind} ${cause.code} ${cause.field}`} cause={cause} remittanceId={remittanceId} />
      ))}
    </Stack>
  );
}

function Cause({ cause, remittanceId }: { cause: ProblemCause; remittanceId: string | undefined }) {
  const writeReason = useWriteReason();
  const [window, setWindow] = useState<'retransmit' | 'cancel' | null>(null);
  const isRejection = cause.kind === 'rejected';
  const many = counted(cause.count, ...units[cause.of]);
  const part: Part = {
    remittanceIds: remittanceId ? [remittanceId] : cause.remittanceIds,
    code: cause.code,
    label: many,
  };
  return (
    <section className="sheet" style={{ padding: 16 }} aria-label={titleOf(cause)}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb={6}>
        <div>
          <Title order={3} size="h6">
            {titleOf(cause)}
          </Title>
          <Text size="sm" className="quiet">
            {isRejection ? `Asaas: “${cause.message}”` : (cause.cure ?? 'Resolve-se sozinho.')}
          </Text>
          <Text size="sm" component="div">
            <CauseLink cause={cause} remittanceId={remittanceId} />
          </Text>
        </div>
        <Text size="sm" ta="right" style={{ whiteSpace: 'nowrap' }}>
          <b>{many}</b>
          <br />
          {cause.amountCents !== 0 && money(cause.amountCents)}
        </Text>
      </Group>
      {cause.documents.length > 0 && <CauseDocuments cause={cause} />}
      {isRejection && (
        <Group gap="xs" mt="sm">
          <ReasonedButton
            size="xs"
            variant="light"
            disabledReason={writeReason}
            onClick={() => setWindow('retransmit')}
          >
            Transmitir novamente todos desta causa
          </ReasonedButton>
          <ReasonedButton
            size="xs"
            variant="subtle"
            disabledReason={writeReason}
            onClick={() => setWindow('cancel')}
          >
            Cancelar todos
          </ReasonedButton>
        </Group>
      )}
      {window === 'retransmit' && <RetransmitPartWindow part={part} onClose={() => setWindow(null)} />}
      {window === 'cancel' && <CancelPartWindow part={part} onClose={() => setWindow(null)} />}
    </section>
  );
}

const units: Record<ProblemCause['of'], [string, string]> = {
  documents: ['documento', 'documentos'],
  accounts: ['conta', 'contas'],
  divergences: ['divergência', 'divergências'],
  receipts: ['recebimento', 'recebimentos'],
  messages: ['mensagem', 'mensagens'],
  endpoints: ['endereço', 'endereços'],
};

/** Of a refusal the cure, since several have the same words; of a flag its name, as the lists call it. */
function titleOf({ kind, code, cure, words }: ProblemCause): string {
  if (kind === 'rejected') return cure ?? words;
  return kind === 'flag' ? flagLabels[code as Flag] : words;
}

function CauseDocuments({ cause }: { cause: ProblemCause }) {
  const [correcting, setCorrecting] = useState<string | null>(null);
  const writeReason = useWriteReason();
  const shown = cause.documents.slice(0, 8);
  return (
    <>
      <Table fz="sm" verticalSpacing={3} aria-label="Documentos desta causa">
        <Table.Tbody>
          {shown.map((row) => (
            <Table.Tr key={row.documentId}>
              <Table.Td w={130}>
                <Anchor
                  size="sm"
                  renderRoot={(props) => (
                    <Link to="/documentos/$id" params={{ id: row.documentId }} {...props} />
                  )}
                >
                  {row.number}
                </Anchor>
              </Table.Td>
              <Table.Td>{row.payerName}</Table.Td>
              <Table.Td className="quiet wide-only">{row.value ? `está: ${row.value}` : ''}</Table.Td>
              <Table.Td ta="right">
                {cause.kind === 'rejected' && (
                  <ReasonedButton
                    size="compact-xs"
                    variant="default"
                    disabledReason={writeReason}
                    onClick={() => setCorrecting(row.documentId)}
                  >
                    Corrigir
                  </ReasonedButton>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {cause.count > shown.length && <Text size="sm">E mais {cause.count - shown.length}.</Text>}
      {correcting && <CorrectById id={correcting} onClose={() => setCorrecting(null)} />}
    </>
  );
}

function CorrectById({ id, onClose }: { id: string; onClose: () => void }) {
  const document = useQuery({
    queryKey: ['documents', id],
    queryFn: () => ask(api.GET('/v1/documents/{id}', { params: { path: { id } } })),
  });
  if (document.isError) {
    return <ErrorNote error={document.error} onRetry={() => void document.refetch()} />;
  }
  return document.data ? <CorrectWindow document={document.data} onClose={onClose} /> : null;
}
