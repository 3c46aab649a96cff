import { Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../client/api.ts';
import { Money } from '../../parts/money-text.tsx';
import { counted, day, money } from '../../words/format.ts';

const shownMax = 5;

/** Payments of our books that the statement does not have: money that nobody sees in a list of lines. */
export function MissingPayments({ missing }: { missing: Schemas['MissingPayments'] }) {
  return (
    <section className="sheet" style={{ padding: 16 }} aria-label="Fora do extrato">
      <Title order={2} size="h6" mb={4}>
        {counted(missing.count, 'pagamento', 'pagamentos')} fora do extrato, {money(missing.amountCents)}
      </Title>
      <Text size="sm" mb={4}>
        {missing.words} {missing.cure}
      </Text>
      <Table fz="sm" verticalSpacing={4} aria-label="Pagamentos fora do extrato">
        <Table.Tbody>
          {missing.oldest.slice(0, shownMax).map((payment) => (
            <Table.Tr key={payment.chargeId}>
              <Table.Td w={100}>{day(payment.creditedOn)}</Table.Td>
              <Table.Td>
                {payment.documentId ? (
                  <Link to="/documentos/$id" params={{ id: payment.documentId }}>
                    {payment.number}
                  </Link>
                ) : (
                  payment.chargeId
                )}
              </Table.Td>
              <Table.Td className="wide-only">{payment.documentId && payment.chargeId}</Table.Td>
              <Table.Td ta="right">
                <Money cents={payment.amountCents} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
