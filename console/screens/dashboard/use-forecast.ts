import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../client/api.ts';
import { addDays, counted, day } from '../../words/format.ts';
import type { DocumentSearch } from '../documents/document-search.ts';
import type { Figure } from './use-summary.ts';

export type Forecast = Schemas['Forecast'];
export type ForecastDay = Forecast['days'][number];
export type AccountForecast = Forecast['accounts'][number];

const lookAgainMs = 30_000;
const forecastDays = 30;

const isOpen: DocumentSearch = { status: ['registered', 'overdue'] };

/** Which money is expected on which of the next days, by the day of the API. */
export function useForecast() {
  return useQuery({
    queryKey: ['forecast'],
    queryFn: () => ask(api.GET('/v1/forecast', { params: { query: { days: forecastDays } } })),
    refetchInterval: lookAgainMs,
  });
}

/** Open documents that are credited on a day, with the list of them. */
export function openOn({ open }: ForecastDay): Figure | null {
  if (!open || open.count === 0) return null;
  return {
    label: 'A vencer',
    search: { ...isOpen, dueFrom: open.dueFrom, dueTo: open.dueTo },
    amountCents: open.amountCents,
    many: many(open.count),
  };
}

/** Paid documents that Asaas credits on a day. Those that should be there already are expected today. */
export function paidOn({ date, paid }: ForecastDay, today: string): Figure | null {
  if (paid.count === 0) return null;
  return {
    label: 'Pagos',
    search: { status: ['paid'], ...(date > today && { creditFrom: date }), creditTo: date },
    amountCents: paid.amountCents,
    many: many(paid.count),
  };
}

/** What no day has: beside the days these make all that is open or on its way. */
export function besideTheDays({ days, late, later }: Forecast): Figure[] {
  const lastDay = days.at(-1)?.date;
  return [
    {
      label: 'Atrasados, sem data',
      search: { ...isOpen, dueTo: late.dueTo },
      amountCents: late.amountCents,
      many: many(late.count),
      tone: 'bad',
    },
    {
      label: lastDay ? `Crédito depois de ${day(lastDay)}` : 'Crédito depois',
      search: { ...isOpen, dueFrom: later.open.dueFrom },
      amountCents: later.open.amountCents,
      many: many(later.open.count),
    },
    {
      label: 'Pagos, crédito depois',
      search: { status: ['paid'], ...(lastDay && { creditFrom: addDays(lastDay, 1) }) },
      amountCents: later.paid.amountCents,
      many: many(later.paid.count),
    },
  ];
}

/** What is expected of one account, and what is late there. */
export function figuresOf(
  { late }: Forecast,
  { accountId, ...account }: AccountForecast,
): Record<'open' | 'paid' | 'late', Figure> {
  const figure = (label: string, of: { count: number; amountCents: number }, search: DocumentSearch) => ({
    label,
    search: { ...search, accountId },
    amountCents: of.amountCents,
    many: many(of.count),
  });
  return {
    open: figure('A vencer', account.open, { ...isOpen, dueFrom: addDays(late.dueTo, 1) }),
    paid: figure('Pagos', account.paid, { status: ['paid'] }),
    late: figure('Atrasados', account.late, { ...isOpen, dueTo: late.dueTo }),
  };
}

const many = (count: number) => counted(count, 'documento', 'documentos');
