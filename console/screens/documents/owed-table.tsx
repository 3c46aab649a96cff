import { Table } from '@mantine/core';
import { day, money } from '../../words/format.ts';
import { owedOn, type Terms, tellingDays } from '../../words/owed.ts';

/** What the payer owes by the day of payment. */
export function OwedTable({ terms }: { terms: Terms }) {
  return (
    <Table fz="sm" verticalSpacing={4} aria-label="Quanto o pagador paga, conforme o dia">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Se pagar em</Table.Th>
          <Table.Th ta="right" className="wide-only">
            Desconto
          </Table.Th>
          <Table.Th ta="right" className="wide-only">
            Multa e juros
          </Table.Th>
          <Table.Th ta="right">Paga</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tellingDays(terms).map((date) => {
          const owed = owedOn(terms, date);
          return (
            <Table.Tr key={date}>
              <Table.Td>
                {day(date)}
                {date === terms.dueDate && <span className="quiet"> vencimento</span>}
              </Table.Td>
              <Table.Td ta="right" className="wide-only">
                {owed.discountCents ? money(-owed.discountCents) : '—'}
              </Table.Td>
              <Table.Td ta="right" className="wide-only">
                {owed.fineCents + owed.interestCents ? money(owed.fineCents + owed.interestCents) : '—'}
              </Table.Td>
              <Table.Td ta="right" fw={600}>
                {money(owed.totalCents)}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
