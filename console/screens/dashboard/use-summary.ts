import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../client/api.ts';
import { addDays, counted, day } from '../../words/format.ts';
import type { DocumentSearch } from '../documents/document-search.ts';

export type Summary = Schemas['Summary'];

/** One figure, and the list that it is the sum of. */
export interface Figure {
  label: string;
  search: DocumentSearch;
  amountCents: number;
  /** How many, in words. */
  many: string;
  tone?: 'bad' | 'warn';
}

const lookAgainMs = 10_000;

/** All sums of the Painel, of one moment and by the day of the API, whatever day this machine has. */
export function useSummary() {
  return useQuery({
    queryKey: ['summary'],
    queryFn: () => ask(api.GET('/v1/summary', { params: { query: {} } })),
    refetchInterval: lookAgainMs,
  });
}

/** What waits for a person. A document that diverges is counted by its divergences, and not once more by its flag. */
export function useProblemCount() {
  return useQuery({
    queryKey: ['problems', undefined],
    queryFn: async () => (await ask(api.GET('/v1/problems', { params: { query: {} } }))).data,
    refetchInterval: lookAgainMs,
    select: (causes) => {
      const told = causes.filter(({ kind, code }) => !(kind === 'flag' && code === 'diverged'));
      return { causes: told.length, count: told.reduce((sum, cause) => sum + cause.count, 0) };
    },
  });
}

const documents = (many: number) => counted(many, 'documento', 'documentos');

/** What a clerk looks at first. */
export function mainFigures({ today, byStatus, receivedToday }: Summary): Figure[] {
  const of = (label: string, status: NonNullable<DocumentSearch['status']>): Figure => {
    const rows = byStatus.filter((row) => status.includes(row.status));
    return {
      label,
      search: { status },
      amountCents: rows.reduce((sum, row) => sum + row.amountCents, 0),
      many: documents(rows.reduce((sum, row) => sum + row.count, 0)),
    };
  };
  return [
    of('Em aberto', ['registered', 'overdue']),
    { ...of('Vencidos', ['overdue']), tone: 'bad' },
    {
      label: 'Recebidos hoje',
      search: { status: ['settled'], paidFrom: today, paidTo: today },
      amountCents: receivedToday.grossCents,
      many: counted(receivedToday.count, 'recebimento', 'recebimentos'),
    },
    of('A enviar', ['pending']),
    { ...of('Incertos', ['uncertain']), tone: 'warn' },
  ];
}

/** Those that were paid in the days over which the time to the settlement is told. */
export function settledLately({ today }: Summary): DocumentSearch {
  return { status: ['settled'], paidFrom: addDays(today, -30), paidTo: today };
}

/** How long the overdue are overdue. */
export function agingFigures({ today, overdue }: Summary): Figure[] {
  return overdue.map(({ fromDays, toDays, count, amountCents }) => ({
    label: daysLabel(fromDays, toDays, (last) => `até ${last} dias`),
    search: {
      status: ['overdue'],
      ...(toDays !== null && { dueFrom: addDays(today, -toDays) }),
      ...(fromDays !== null && { dueTo: addDays(today, -fromDays) }),
    },
    amountCents,
    many: documents(count),
  }));
}

/** What falls due, and when: what may be expected. */
export function dueFigures({ today, comingDue }: Summary): Figure[] {
  return comingDue.map(({ fromDays, toDays, count, amountCents }) => ({
    label: daysLabel(fromDays, toDays, () => 'até hoje'),
    search: {
      status: ['registered'],
      ...(fromDays !== null && { dueFrom: addDays(today, fromDays) }),
      ...(toDays !== null && { dueTo: addDays(today, toDays) }),
    },
    amountCents,
    many: documents(count),
  }));
}

/** What payers paid on the last days, the oldest first. */
export function receivedFigures({ receivedByDay }: Summary): Figure[] {
  return receivedByDay.map(({ date, count, grossCents }) => ({
    label: day(date).slice(0, 5),
    search: { status: ['settled'], paidFrom: date, paidTo: date },
    amountCents: grossCents,
    many: counted(count, 'recebimento', 'recebimentos'),
  }));
}

/** `31 a 60 dias`; a row without a first day is named by its own words. */
function daysLabel(from: number | null, to: number | null, first: (last: number) => string): string {
  if (to === null) return `mais de ${(from ?? 1) - 1} dias`;
  return from === null ? first(to) : `${from} a ${to} dias`;
}
