import { useQueries, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../client/api.ts';
import { addDays, today } from '../../words/format.ts';
import type { DocumentSearch } from '../documents/document-search.ts';
import { toQuery } from '../documents/document-search.ts';

export interface Figure {
  label: string;
  search: DocumentSearch;
  tone?: 'bad' | 'warn';
}

const lookAgainMs = 10_000;

/** Count and sum of several filters at once. */
export function useTotals(figures: readonly Figure[]) {
  return useQueries({
    queries: figures.map(({ search }) => ({
      queryKey: ['documents', 'totals', toQuery(search)],
      queryFn: () => ask(api.GET('/v1/documents/totals', { params: { query: toQuery(search) } })),
      refetchInterval: lookAgainMs,
    })),
  });
}

export function useProblemCount() {
  return useQuery({
    queryKey: ['problems', undefined],
    queryFn: async () => (await ask(api.GET('/v1/problems', { params: { query: {} } }))).data,
    refetchInterval: lookAgainMs,
  });
}

/** What a clerk looks at first. */
export function mainFigures(): Figure[] {
  return [
    { label: 'Em aberto', search: { status: ['registered', 'overdue'] } },
    { label: 'Vencidos', search: { status: ['overdue'] }, tone: 'bad' },
    { label: 'Recebidos hoje', search: { status: ['paid', 'settled'], paidFrom: today(), paidTo: today() } },
    { label: 'A enviar', search: { status: ['pending'] } },
    { label: 'Incertos', search: { status: ['uncertain'] }, tone: 'warn' },
  ];
}

/** How long the overdue are overdue. */
export function agingFigures(): Figure[] {
  const between = (label: string, most: number | null, least: number): Figure => ({
    label,
    search: {
      status: ['overdue'],
      ...(most !== null && { dueFrom: addDays(today(), -most) }),
      dueTo: addDays(today(), -least),
    },
  });
  return [
    between('1 a 30 dias', 30, 1),
    between('31 a 60 dias', 60, 31),
    between('61 a 90 dias', 90, 61),
    between('mais de 90 dias', null, 91),
  ];
}

/** What falls due, week by week: what may be expected. */
export function dueFigures(): Figure[] {
  const week = (label: string, from: number, to: number): Figure => ({
    label,
    search: { status: ['registered'], dueFrom: addDays(today(), from), dueTo: addDays(today(), to) },
  });
  return [
    week('Hoje', 0, 0),
    week('Próximos 7 dias', 1, 7),
    week('8 a 15 dias', 8, 15),
    week('16 a 30 dias', 16, 30),
    week('31 a 60 dias', 31, 60),
  ];
}

/** The last days, oldest first. */
export function receivedFigures(): Figure[] {
  return Array.from({ length: 7 }, (_, at) => {
    const date = addDays(today(), at - 6);
    return {
      label: `${date.slice(8)}/${date.slice(5, 7)}`,
      search: { status: ['paid', 'settled'], paidFrom: date, paidTo: date },
    } satisfies Figure;
  });
}
