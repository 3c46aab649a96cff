import { addDays, type CalendarDate, dateInSaoPaulo } from '../../domain/calendar.ts';
import type { ErpDocument } from '../demo/erp-document.ts';
import { answerOf } from '../demo/public-api.ts';
import {
  allDocuments,
  type ListedDocument,
  type RegisteredDocument,
  registeredOf,
} from '../demo/registered-documents.ts';
import { waitUntil } from '../demo/wait-until.ts';
import type { Scene } from './step.ts';

export interface Payer {
  taxId: string;
  name: string;
  phone?: string;
}

export const customers: readonly Payer[] = [
  { taxId: '24971563792', name: 'João da Silva' },
  { taxId: '52998224725', name: 'Maria Souza' },
  { taxId: '11444777000161', name: 'Padaria Estrela Ltda' },
];

/** A document of the ERP's "contas a receber", due so many days after `today`. */
export function receivable(
  number: string,
  payer: Payer,
  today: CalendarDate,
  dueInDays: number,
): ErpDocument {
  return {
    erpId: number,
    number,
    payer,
    amountCents: 10_000 + dueInDays * 137,
    dueDate: addDays(today, dueInDays),
    billingType: 'BOLETO',
  };
}

/** The day that neither we nor the simulator, whose clock an earlier play may have moved, call past. */
export async function laterToday({ payers }: Scene): Promise<CalendarDate> {
  const [ours, theirs] = [dateInSaoPaulo(new Date()), await payers.today()];
  return ours > theirs ? ours : theirs;
}

/** Puts documents on record and returns their ids, in order. */
export async function record({ company }: Scene, documents: readonly ErpDocument[]): Promise<string[]> {
  const answer = await answerOf(company.api.POST('/v1/documents', { body: { documents: [...documents] } }));
  return answer.documents.flatMap(({ id }) => id ?? []);
}

/** The company's documents at a status, the earliest due first. */
export async function documentsAt({ company }: Scene, status: string): Promise<ListedDocument[]> {
  return allDocuments(company.api, { status, sort: 'dueDate' });
}

/** Those that wait for their payer, the earliest due first. */
export async function registeredDocuments(scene: Scene): Promise<RegisteredDocument[]> {
  return registeredOf(await documentsAt(scene, 'registered'));
}

/** Waits until each of these documents stands at `status`. */
export async function untilAllAre(scene: Scene, ids: readonly string[], status: string): Promise<void> {
  await untilTrue(async () => {
    const there = new Set((await documentsAt(scene, status)).map(({ id }) => id));
    return ids.every((id) => there.has(id));
  }, `documents to be ${status}`);
}

/** Waits until `look` finds what is waited for. Throws `Stalled` when that takes minutes. */
export async function untilTrue(look: () => Promise<boolean>, what: string): Promise<void> {
  await waitUntil(
    async () => ({ done: await look(), state: what }),
    () => {},
  );
}
