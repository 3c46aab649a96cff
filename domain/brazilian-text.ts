import { type CalendarDate, isCalendarDate } from './calendar.ts';

/** What a cell should have held. */
export type CellKind = 'amount' | 'percentage' | 'date' | 'billing_type';

const wanted: Record<CellKind, string> = {
  amount: 'an amount such as 1.345,56',
  percentage: 'a percentage such as 2,50',
  date: 'a date that exists (dd/mm/aaaa)',
  billing_type: 'Boleto, Pix or Boleto ou Pix',
};

/** A cell that cannot be read as what its column holds. The message says what stood there. */
export class UnreadableCell extends Error {
  override readonly name = 'UnreadableCell';

  readonly kind: CellKind;

  constructor(text: string, kind: CellKind) {
    super(`"${text}" is not ${wanted[kind]}`);
    this.kind = kind;
  }
}

/** Text of a file: UTF-8 when it is valid UTF-8, else Windows-1252, in which Excel saves in Brazil. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: 'UTF-8' | 'Windows-1252' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** `1.345,56` in centavos. Throws `UnreadableCell`. */
export function readCents(text: string): number {
  if (!/^-?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?$/.test(text)) throw new UnreadableCell(text, 'amount');
  const [reais = '', decimals = ''] = text.replaceAll('.', '').split(',');
  return Number(`${reais}${decimals.padEnd(2, '0')}`);
}

/** `2,5` as 2.5. Throws `UnreadableCell`. */
export function readPercent(text: string): number {
  if (!/^\d+(,\d{1,4})?$/.test(text)) throw new UnreadableCell(text, 'percentage');
  return Number(text.replace(',', '.'));
}

/** `dd/mm/aaaa` as `YYYY-MM-DD`. Throws `UnreadableCell` when the day does not exist. */
export function readDate(text: string): CalendarDate {
  const date = text.split('/').reverse().join('-');
  if (!/^\d{2}\/\d{2}\/\d{4}$/.test(text) || !isCalendarDate(date)) throw new UnreadableCell(text, 'date');
  return date;
}
