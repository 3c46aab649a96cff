import { isBankHoliday } from './bank-holidays.ts';

/** A calendar day in America/Sao_Paulo, `YYYY-MM-DD`. */
export type Day = string;

const dayMs = 86_400_000;

const timestampParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The instant as Asaas writes it: `YYYY-MM-DD HH:mm:ss`, without a zone, in São Paulo. */
export function timestampOf(instant: Date): string {
  return timestampParts.format(instant);
}

/** The calendar day of an instant in São Paulo. */
export function dayOf(instant: Date): Day {
  return timestampOf(instant).slice(0, 10);
}

/** Midnight in São Paulo, which has kept UTC-3 all year since 2019. */
export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00-03:00`);
}

export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  // 2026-02-30 parses as 2 March in some engines: only a date that reads back the same is one.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The same day of the month later; the last day of a month that has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0));
  lastOfMonth.setUTCDate(Math.min(date, lastOfMonth.getUTCDate()));
  return lastOfMonth.toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** The first day after `day` on which Brazilian banks settle. */
export function nextBusinessDay(day: Day): Day {
  return businessDayFrom(addDays(day, 1));
}

/** `day` itself if Brazilian banks settle on it, else the next day on which they do. */
export function businessDayFrom(day: Day): Day {
  let open = day;
  while (isWeekend(open) || isBankHoliday(open)) open = addDays(open, 1);
  return open;
}

function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
