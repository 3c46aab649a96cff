/** A date, `YYYY-MM-DD`. Due dates and payment dates are dates, never instants. */
export type CalendarDate = string;

const dayMs = 86_400_000;

const saoPauloDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Sao_Paulo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The date in São Paulo at an instant. */
export function dateInSaoPaulo(instant: Date): CalendarDate {
  return saoPauloDate.format(instant);
}

/** `date` plus whole days; a negative number goes back. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(toDayNumber(date) * dayMs + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return toDayNumber(end) - toDayNumber(start);
}

/** The last of some days. Throws where there is none. */
export function latest(dates: readonly CalendarDate[]): CalendarDate {
  return dates.reduce((last, each) => (each > last ? each : last));
}

/** Whether banks work on a date. The holidays are data, so the caller gives this function to the pure rules. */
export type IsBankDay = (date: CalendarDate) => boolean;

/** The date itself if banks work on it, otherwise the next date on which they work. */
export function bankDayFrom(date: CalendarDate, isBankDay: IsBankDay): CalendarDate {
  let day = date;
  while (!isBankDay(day)) day = addDays(day, 1);
  return day;
}

/**
 * Whether the text is a date that exists. The year 0 does not exist: the year 1 BC comes before the year 1, and
 * Postgres refuses the year 0.
 */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/**
 * The instant (epoch milliseconds) at which `date` begins in São Paulo. Brazil ended daylight saving time in 2019
 * (decree 9.772), so the offset is always UTC-3.
 */
export function startOfDayInSaoPaulo(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00-03:00`);
}

/** When the day after this instant's day begins in São Paulo. */
export function nextDayInSaoPaulo(instant: Date): Date {
  return new Date(startOfDayInSaoPaulo(addDays(dateInSaoPaulo(instant), 1)));
}

/** `dd/mm/aaaa`, as Brazilians write a date. */
export function toBrazilianDate(date: CalendarDate): string {
  return date.split('-').reverse().join('/');
}

const saoPauloTime = new Intl.DateTimeFormat('pt-BR', {
  timeZone: 'America/Sao_Paulo',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `24/11/2026, 07:26`: an instant in São Paulo, as Brazilians write it. */
export function toSaoPauloTime(instant: Date): string {
  return saoPauloTime.format(instant);
}

function toDayNumber(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}
