import { Alert, Anchor, List, Loader, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useAccounts } from '../../client/accounts.ts';
import type { Schemas } from '../../client/api.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Money } from '../../parts/money-text.tsx';
import { faultWords } from '../../words/fields.ts';
import { counted, day, money } from '../../words/format.ts';
import type { useRulePreview } from './use-rules.ts';

type Preview = Schemas['SendingRulePreview'];

/** More rows than these are not read one by one; the sums are of all. */
const shownMax = 20;

/** The dry run: how many documents and how much, the first of them, and what stays with its reason. */
export function RulePreview({ query }: { query: ReturnType<typeof useRulePreview> }) {
  const { data } = query;
  if (query.isError) return <ErrorNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!data) return <Loader size="sm" aria-label="Simulando" />;
  return (
    <div aria-live="polite">
      <Text>
        {data.sendable.count === 0 ? (
          'Ligada agora, não enviaria nenhum documento.'
        ) : (
          <>
            Ligada agora, enviaria <b>{counted(data.sendable.count, 'documento', 'documentos')}</b>, no total
            de <b>{money(data.sendable.amountCents)}</b>.
          </>
        )}
      </Text>
      <Text size="xs" className="quiet" mb="sm">
        Contado como se fosse a única regra ligada. O que já foi enviado, rejeitado ou cancelado fica de fora.
      </Text>
      <Refused preview={data} />
      {data.documents.length > 0 && <Sendable preview={data} />}
    </div>
  );
}

function Refused({ preview: { refused, faults } }: { preview: Preview }) {
  if (refused.count === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      mb="sm"
      icon={<IconAlertTriangle aria-hidden />}
      title={`${counted(refused.count, 'documento ficaria', 'documentos ficariam')} de fora, ${money(refused.amountCents)}`}
    >
      <List size="sm" spacing={4} aria-label="O que ficaria de fora e por quê">
        {[...byReason(faults)].map(([reason, documents]) => (
          <List.Item key={reason}>
            {reason}{' '}
            {documents.slice(0, shownMax).map((document, at) => (
              <Fragment key={document.documentId}>
                {at > 0 && ', '}
                <DocumentLink document={document} />
              </Fragment>
            ))}
            {documents.length > shownMax && ' …'}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Documents that stay for the same reason, together: one cure is for all of them. */
function byReason(faults: Preview['faults']): Map<string, Preview['faults']> {
  const groups = new Map<string, Preview['faults']>();
  for (const fault of faults) {
    const reason = fault.errors.map(faultWords).join(' ');
    groups.set(reason, [...(groups.get(reason) ?? []), fault]);
  }
  return groups;
}

function Sendable({ preview: { sendable, documents } }: { preview: Preview }) {
  const { data: accounts = [] } = useAccounts();
  const nameOf = (id: string | null) => accounts.find((account) => account.id === id)?.name ?? '—';
  return (
    <>
      <Table fz="sm" verticalSpacing={3} aria-label="O que seria enviado">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Documento</Table.Th>
            <Table.Th>Vencimento</Table.Th>
            <Table.Th className="wide-only">Conta</Table.Th>
            <Table.Th ta="right">Valor</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.slice(0, shownMax).map((document) => (
            <Table.Tr key={document.documentId}>
              <Table.Td>
                <DocumentLink document={document} />
              </Table.Td>
              <Table.Td>{day(document.dueDate)}</Table.Td>
              <Table.Td className="wide-only">{nameOf(document.accountId)}</Table.Td>
              <Table.Td ta="right">
                <Money cents={document.amountCents} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {sendable.count > shownMax && (
        <Text size="sm" className="quiet" mt={4}>
          E mais {counted(sendable.count - shownMax, 'documento', 'documentos')}.
        </Text>
      )}
    </>
  );
}

function DocumentLink({ document }: { document: { documentId: string; number: string } }) {
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link to="/documentos/$id" params={{ id: document.documentId }} {...props} />}
    >
      {document.number}
    </Anchor>
  );
}
