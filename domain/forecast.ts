import { addDays, bankDayFrom, type CalendarDate, daysBetween, type IsBankDay, latest } from './calendar.ts';

/** Documents of one account that are expected on one day, and what they ask of their payers. */
interface Expected {
  accountId: string;
  count: number;
  amountCents: number;
}

/** Open documents of one due date. */
export interface OpenFigure extends Expected {
  dueDate: CalendarDate;
}

/** Paid documents whose money is not in the account yet. */
export interface PaidFigure extends Expected {
  /** Null: nobody said when. */
  creditOn: CalendarDate | null;
}

/** What Asaas took for the last receipts of an account. */
export interface KnownFees {
  receipts: number;
  feeCents: number;
}

export interface ForecastFigure {
  count: number;
  amountCents: number;
}

/** What is expected to be credited: in all, what Asaas takes for it and what is left, both null when no fee is known. */
export interface ForecastSum extends ForecastFigure {
  expectedFeeCents: number | null;
  netCents: number | null;
}

export interface ForecastDay extends ForecastSum {
  date: CalendarDate;
  /** The due dates whose slips are credited on this day, when they are paid on time. Null: none is. */
  open: (ForecastFigure & { dueFrom: CalendarDate; dueTo: CalendarDate }) | null;
  paid: ForecastFigure;
}

export interface AccountForecast extends ForecastSum {
  accountId: string;
  /** What Asaas took for a receipt on average, in centavos; null before the first. */
  feePerReceiptCents: number | null;
  open: ForecastFigure;
  paid: ForecastFigure;
  late: ForecastFigure;
}

export interface Forecast {
  days: ForecastDay[];
  /** Open documents that nobody can pay in time any more. When they come, nobody can say. */
  late: ForecastFigure & { dueTo: CalendarDate };
  /** What is credited after the last day. */
  later: ForecastSum & { open: ForecastFigure & { dueFrom: CalendarDate }; paid: ForecastFigure };
  /** By account: what the days and `later` bring together, and what is late. */
  accounts: AccountForecast[];
}

/**
 * When a slip is credited that is paid on a date: banks take it on the next day on which they work, and Asaas credits it one bank
 * day later (Asaas reference 3.7). A Pix is there at once, so this is the later of both.
 */
export function creditDayOf(paidOn: CalendarDate, isBankDay: IsBankDay): CalendarDate {
  return bankDayFrom(addDays(bankDayFrom(paidOn, isBankDay), 1), isBankDay);
}

/** The first due date that is not late: a slip due on a Saturday may be paid on Monday. */
export function firstDueInTime(today: CalendarDate, isBankDay: IsBankDay): CalendarDate {
  let first = today;
  while (bankDayFrom(addDays(first, -1), isBankDay) >= today) first = addDays(first, -1);
  return first;
}

/** The last due date whose slips are credited until a date. */
export function lastDueCreditedBy(date: CalendarDate, isBankDay: IsBankDay): CalendarDate {
  let last = date;
  while (creditDayOf(last, isBankDay) > date) last = addDays(last, -1);
  return last;
}

export interface ForecastFacts {
  open: readonly OpenFigure[];
  paid: readonly PaidFigure[];
  /** By account. An account without receipts is absent. */
  fees: ReadonlyMap<string, KnownFees>;
}

/**
 * What the account's balance may expect on each day from today on: open documents by the day on which their due date is credited, paid
 * ones by the day that Asaas named. Each document is in one place: a day, `late` or `later`. A paid document whose day has passed
 * is expected today.
 */
export function forecastOf(
  facts: ForecastFacts,
  { today, days, isBankDay }: { today: CalendarDate; days: number; isBankDay: IsBankDay },
): Forecast {
  const inTimeFrom = firstDueInTime(today, isBankDay);
  const lastDay = addDays(today, days - 1);
  const lastDue = lastDueCreditedBy(lastDay, isBankDay);
  const late = facts.open.filter(({ dueDate }) => dueDate < inTimeFrom);
  const coming = facts.open.filter(({ dueDate }) => dueDate >= inTimeFrom);
  const openLater = coming.filter(({ dueDate }) => dueDate > lastDue);
  const openByDay = groupBy(
    coming.filter(({ dueDate }) => dueDate <= lastDue),
    ({ dueDate }) => creditDayOf(dueDate, isBankDay),
  );
  const paidByDay = groupBy(facts.paid, ({ creditOn }) => latest([creditOn ?? today, today]));
  const paidLater = [...paidByDay].flatMap(([day, figures]) => (day > lastDay ? figures : []));
  const dueDates = dueDatesByCreditDay(inTimeFrom, lastDue, isBankDay);
  return {
    days: Array.from({ length: days }, (_, at) => {
      const date = addDays(today, at);
      const due = dueDates.get(date);
      const [open, paid] = [openByDay.get(date) ?? [], paidByDay.get(date) ?? []];
      return {
        date,
        ...sumOf([...open, ...paid], facts.fees),
        open: due ? { ...due, ...figureOf(open) } : null,
        paid: figureOf(paid),
      };
    }),
    late: { dueTo: addDays(inTimeFrom, -1), ...figureOf(late) },
    later: {
      ...sumOf([...openLater, ...paidLater], facts.fees),
      open: { dueFrom: latest([addDays(lastDue, 1), inTimeFrom]), ...figureOf(openLater) },
      paid: figureOf(paidLater),
    },
    accounts: accountsOf(facts, coming, late),
  };
}

function accountsOf(
  { paid, fees }: ForecastFacts,
  coming: readonly OpenFigure[],
  late: readonly OpenFigure[],
): AccountForecast[] {
  const ids = new Set([...coming, ...late, ...paid].map(({ accountId }) => accountId));
  return [...ids].sort().map((accountId) => {
    const isOfIt = (figure: Expected) => figure.accountId === accountId;
    const known = fees.get(accountId);
    return {
      accountId,
      ...sumOf([...coming, ...paid].filter(isOfIt), fees),
      feePerReceiptCents: known ? Math.round(known.feeCents / known.receipts) : null,
      open: figureOf(coming.filter(isOfIt)),
      paid: figureOf(paid.filter(isOfIt)),
      late: figureOf(late.filter(isOfIt)),
    };
  });
}

/** The due dates that each day brings; they follow each other without a gap. */
function dueDatesByCreditDay(first: CalendarDate, last: CalendarDate, isBankDay: IsBankDay) {
  const byDay = new Map<CalendarDate, { dueFrom: CalendarDate; dueTo: CalendarDate }>();
  for (let at = 0; at <= daysBetween(first, last); at += 1) {
    const dueTo = addDays(first, at);
    const day = creditDayOf(dueTo, isBankDay);
    byDay.set(day, { dueFrom: byDay.get(day)?.dueFrom ?? dueTo, dueTo });
  }
  return byDay;
}

function figureOf(figures: readonly Expected[]): ForecastFigure {
  return {
    count: figures.reduce((sum, { count }) => sum + count, 0),
    amountCents: figures.reduce((sum, { amountCents }) => sum + amountCents, 0),
  };
}

function sumOf(figures: readonly Expected[], fees: ForecastFacts['fees']): ForecastSum {
  const { count, amountCents } = figureOf(figures);
  const expectedFeeCents = feesOf(figures, fees);
  return {
    count,
    amountCents,
    expectedFeeCents,
    netCents: expectedFeeCents === null ? null : amountCents - expectedFeeCents,
  };
}

/** Null when one of the accounts never received anything: nobody knows what Asaas takes there. */
function feesOf(figures: readonly Expected[], fees: ForecastFacts['fees']): number | null {
  let sum = 0;
  for (const { accountId, count } of figures) {
    const known = fees.get(accountId);
    if (!known) return null;
    sum += (count * known.feeCents) / known.receipts;
  }
  return Math.round(sum);
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => CalendarDate,
): Map<CalendarDate, Item[]> {
  const groups = new Map<CalendarDate, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
