import { type CalendarDate, isCalendarDate } from '../../domain/calendar.ts';

/** A cell that cannot be read as what its column holds. The message says what stood there. */
export class UnreadableCell extends Error {
  override readonly name = 'UnreadableCell';
}

/** Text of an export: UTF-8 when it is valid UTF-8, else ISO-8859-1, in which every byte is a character. */
export function decodeExport(bytes: Uint8Array): { text: string; encoding: 'UTF-8' | 'ISO-8859-1' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('iso-8859-1').decode(bytes), encoding: 'ISO-8859-1' };
  }
}

/** `1.345,56` in centavos. Throws `UnreadableCell`. */
export function readCents(text: string): number {
  if (!/^-?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?$/.test(text)) {
    throw new UnreadableCell(`"${text}" is not an amount such as 1.345,56`);
  }
  const [reais = '', decimals = ''] = text.replaceAll('.', '').split(',');
  return Number(`${reais}${decimals.padEnd(2, '0')}`);
}

/** `2,5` as 2.5. Throws `UnreadableCell`. */
export function readPercent(text: string): number {
  if (!/^\d+(,\d{1,4})?$/.test(text)) throw new UnreadableCell(`"${text}" is not a percentage such as 2,50`);
  return Number(text.replace(',', '.'));
}

/** `dd/mm/aaaa` as `YYYY-MM-DD`. Throws `UnreadableCell` when the day does not exist. */
export function readDate(text: string): CalendarDate {
  const date = text.split('/').reverse().join('-');
  if (!/^\d{2}\/\d{2}\/\d{4}$/.test(text) || !isCalendarDate(date)) {
    throw new UnreadableCell(`"${text}" is not a date that exists (dd/mm/aaaa)`);
  }
  return date;
}
