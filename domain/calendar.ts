/** A calendar date, `YYYY-MM-DD`. Due dates and payment dates are dates, never instants. */
export type CalendarDate = string;

const dayMs = 86_400_000;

const saoPauloDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Sao_Paulo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The date on the wall in São Paulo at an instant. */
export function dateInSaoPaulo(instant: Date): CalendarDate {
  return saoPauloDate.format(instant);
}

/** `date` moved by whole days, backwards when negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(toDayNumber(date) * dayMs + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return toDayNumber(end) - toDayNumber(start);
}

/** Whether banks work on a date. Holidays are data, so the pure rules are given this by their callers. */
export type IsBankDay = (date: CalendarDate) => boolean;

/** The date itself if banks work on it, else the next one on which they do. */
export function bankDayFrom(date: CalendarDate, isBankDay: IsBankDay): CalendarDate {
  let day = date;
  while (!isBankDay(day)) day = addDays(day, 1);
  return day;
}

/** Whether the text is a date that exists. The year 0 does not: 1 BC comes before the year 1, and Postgres knows no other. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/**
 * The instant (epoch milliseconds) at which `date` begins in São Paulo.
 * Brazil abolished daylight saving in 2019 (decree 9.772): the offset is UTC-3 all year.
 */
export function startOfDayInSaoPaulo(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00-03:00`);
}

/** `dd/mm/aaaa`, as the clerk writes it. */
export function toBrazilianDate(date: CalendarDate): string {
  return date.split('-').reverse().join('/');
}

function toDayNumber(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}
