import { Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Money } from '../../parts/money-text.tsx';
import { counted, day } from '../../words/format.ts';
import { Subject } from './statement-columns.tsx';
import type { StatementSearch } from './statement-search.ts';
import { helpFor, kindLabels } from './statement-words.ts';
import { useStatementLines } from './use-statement.ts';

const shownMax = 5;

/** What nothing here explains, before everything else: it is why somebody opens this screen. */
export function UnexplainedLines(props: { accountId: string; search: StatementSearch; many: number }) {
  const { accountId, search, many } = props;
  const { rows } = useStatementLines(accountId, search, 'unexplained');
  if (rows.length === 0) return null;
  return (
    <section className="sheet" style={{ padding: 16 }} aria-label="Sem explicação">
      <Title order={2} size="h6" mb={4}>
        {counted(many, 'linha', 'linhas')} sem explicação
      </Title>
      <Table fz="sm" verticalSpacing={4} aria-label="Linhas sem explicação">
        <Table.Tbody>
          {rows.slice(0, shownMax).map((line) => (
            <Table.Tr key={line.lineId}>
              <Table.Td w={100}>{day(line.date)}</Table.Td>
              <Table.Td>
                {kindLabels[line.kind]}
                {line.description && <span className="quiet"> · {line.description}</span>}
              </Table.Td>
              <Table.Td className="wide-only">
                {(line.documentId ?? line.receiptId) && <Subject line={line} />}
              </Table.Td>
              <Table.Td className="wide-only">{helpFor(line)}</Table.Td>
              <Table.Td ta="right">
                <Money cents={line.amountCents} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {many > shownMax && (
        <Text size="sm" mt={4}>
          <Link to="/extrato" search={{ ...search, conferencia: 'unexplained' }}>
            Ver todas
          </Link>
        </Text>
      )}
    </section>
  );
}
