import { randomUUID } from 'node:crypto';
import { type SampleCompany, untilEach } from '../../dev/console/sample-company.ts';
import { answerOf, type Schemas } from '../../dev/demo/public-api.ts';
import { addDays, dateInSaoPaulo } from '../../domain/calendar.ts';

/** Enters a document of R$ 150,00 for each number, all changed in the same way. Returns their ids. */
export async function enterDocuments(
  { api }: SampleCompany,
  numbers: readonly string[],
  changes: Partial<Schemas['DocumentEntry']> = {},
): Promise<string[]> {
  const documents = numbers.map((number) => ({
    erpId: randomUUID(),
    number,
    payer: { taxId: '24971563792', name: 'João da Silva' },
    amountCents: 15_000,
    dueDate: addDays(dateInSaoPaulo(new Date()), 20),
    billingType: 'UNDEFINED' as const,
    ...changes,
  }));
  const entered = await answerOf(api.POST('/v1/documents', { body: { documents } }));
  return entered.documents.flatMap(({ id }) => id ?? []);
}

/** Enters them, sends them, and waits until Asaas has registered all. Throws when one is not registered in time. */
export async function registerDocuments(
  company: SampleCompany,
  numbers: readonly string[],
  changes: Partial<Schemas['DocumentEntry']> = {},
): Promise<{ id: string; chargeId: string }[]> {
  const ids = await enterDocuments(company, numbers, changes);
  const { api, accountId } = company;
  await api.POST('/v1/remittances', { body: { accountId, documentIds: ids } });
  const rows = await untilEach(company, ids, ({ status }) => status === 'registered');
  return rows.map(({ id, number, status, chargeId }) => {
    if (status !== 'registered' || chargeId === null) throw new Error(`${number} is still ${status}`);
    return { id, chargeId };
  });
}
