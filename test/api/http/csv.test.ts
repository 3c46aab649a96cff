import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  dateCell,
  moneyCell,
  textCell,
  writeCsvHead,
  writeCsvLine,
} from '../../../api/http/csv.ts';

function writeCsv(headings: string[], rows: Cell[][]): string {
  return writeCsvHead(headings) + rows.map(writeCsvLine).join('');
}

function read(csv: string): string[][] {
  return parse(csv, { bom: true, delimiter: ';', relaxColumnCount: true });
}

describe('a file for a spreadsheet', () => {
  it('is written as Brazil writes: semicolons, decimal commas, dd/mm/aaaa, with the mark of UTF-8', () => {
    const csv = writeCsv(['Pago em', 'Valor'], [[dateCell('2026-12-10'), moneyCell(134_556)]]);
    expect(csv).toBe('\uFEFFPago em;Valor\r\n10/12/2026;1345,56\r\n');
  });

  it('gives back any text that is no formula, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (one, other) => {
        fc.pre(![one, other].some((text) => /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text)));
        expect(read(writeCsv(['a', 'b'], [[textCell(one), textCell(other)]]))[1]).toEqual([one, other]);
      }),
    );
  });

  it('lets no text begin as a formula does', () => {
    const dangerous = fc.tuple(
      fc.constantFrom('', ' ', '\t', '\r', '\n', '\u00A0'),
      fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠'),
      fc.string(),
    );
    fc.assert(
      fc.property(dangerous, (parts) => {
        const text = parts.join('');
        expect(read(writeCsv(['a'], [[textCell(text)]]))[1]).toEqual([`'${text}`]);
      }),
    );
    expect(textCell('=HYPERLINK("http://x";"y")')).toBe(`"'=HYPERLINK(""http://x"";""y"")"`);
  });

  it('writes every centavo, and a negative amount as a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (cents) => {
        const cell = moneyCell(cents);
        expect(cell).toMatch(/^-?\d+,\d\d$/);
        expect(Math.round(Number(cell.replace(',', '.')) * 100)).toBe(cents);
      }),
    );
  });
});
