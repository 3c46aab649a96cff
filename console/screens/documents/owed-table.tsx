import { Table, Text } from '@mantine/core';
import { useAccounts } from '../../client/accounts.ts';
import { day, money } from '../../words/format.ts';
import { owedOn, type Terms, tellingDays, withDefaults } from '../../words/owed.ts';

/** What the payer owes by the day of payment. */
export function OwedTable({ terms: own, accountId }: { terms: Terms; accountId: string | null }) {
  const { data: accounts = [] } = useAccounts();
  const terms = withDefaults(own, accounts.find(({ id }) => id === accountId)?.settings);
  return (
    <>
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
      <Text size="xs" className="quiet" mt={4}>
        Com os padrões da conta. Se o prazo termina em feriado bancário, vale até o próximo dia útil; aqui só
        os fins de semana são considerados.
      </Text>
    </>
  );
}
