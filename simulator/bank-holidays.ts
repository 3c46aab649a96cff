/** National holidays on fixed dates, `MM-DD` (laws 662/1949, 6.802/1980, 14.759/2023). */
const fixedHolidays = new Set([
  '01-01',
  '04-21',
  '05-01',
  '09-07',
  '10-12',
  '11-02',
  '11-15',
  '11-20',
  '12-25',
]);

/** Carnival Monday and Tuesday, Good Friday and Corpus Christi, in days from Easter (FEBRABAN's calendar). */
const daysFromEaster = [-48, -47, -2, 60];

/** Whether banks are closed nationwide on `day` (`YYYY-MM-DD`), weekends apart. */
export function isBankHoliday(day: string): boolean {
  if (fixedHolidays.has(day.slice(5))) return true;
  const easterMs = easterOf(Number(day.slice(0, 4)));
  return daysFromEaster.includes(Math.round((Date.parse(day) - easterMs) / 86_400_000));
}

/** Easter Sunday at midnight UTC, by the anonymous Gregorian computus (Meeus). */
function easterOf(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const position = epact + weekday - 7 * shift + 114;
  return Date.UTC(year, Math.floor(position / 31) - 1, (position % 31) + 1);
}
