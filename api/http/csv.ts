import { type CalendarDate, toBrazilianDate } from '../../domain/calendar.ts';

/** A cell as it is written in the file. */
export type Cell = string & { readonly cell: unique symbol };

/** Text. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection). */
export function textCell(text: string | null): Cell {
  const safe = text !== null && startsFormula.test(text) ? `'${text}` : (text ?? '');
  return (needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe) as Cell;
}

/** Centavos as `1345,56`. No thousands points, because some spreadsheets read them as decimals. */
export function moneyCell(cents: number): Cell {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(cents) / 100);
  return `${sign}${whole},${String(Math.abs(cents) % 100).padStart(2, '0')}` as Cell;
}

/** `dd/mm/aaaa`. */
export function dateCell(date: CalendarDate | null): Cell {
  return (date === null ? '' : toBrazilianDate(date)) as Cell;
}

/** How a file begins that Brazilian spreadsheets open correctly: with a byte order mark, for UTF-8, and semicolons. */
export function writeCsvHead(headings: readonly string[]): string {
  return `\uFEFF${writeCsvLine(headings.map(textCell))}`;
}

/** One row of such a file. */
export function writeCsvLine(cells: readonly Cell[]): string {
  return `${cells.join(';')}\r\n`;
}

/** Also after blanks, and with the full-width characters that some programs read as the normal ones. */
const startsFormula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

const needsQuotes = /[;"\r\n]|^\s|\s$/;
