import { type CellValue, writeXlsxStream } from 'hucre/xlsx';
import { toSaoPauloTime } from '../../domain/calendar.ts';
import { type Cell, dateCell, moneyCell, textCell, writeCsvHead, writeCsvLine } from './csv.ts';
import type { CellContent, CellKind, Column, Exported } from './export-columns.ts';

/** The rows of a list, some at a time, as they are read. */
export type Batches<Row> = AsyncIterable<readonly Row[]>;

/** A file as it is sent: its parts are made while the rows are read, and none is kept. */
export type FileParts = AsyncIterable<string | Uint8Array>;

/** Writes a CSV as Brazilian spreadsheets open it: one part for each batch of rows. */
export async function* csvOf<Row>({ columns }: Exported<Row>, batches: Batches<Row>): FileParts {
  yield writeCsvHead(columns.map(({ heading }) => heading));
  for await (const rows of batches) yield rows.map((row) => writeCsvLine(cellsOf(columns, row))).join('');
}

/** The CSV of a few rows, for the documentation. */
export function csvExample<Row>({ columns }: Exported<Row>, rows: readonly Row[]): string {
  const head = writeCsvHead(columns.map(({ heading }) => heading));
  return `${head}${rows.map((row) => writeCsvLine(cellsOf(columns, row))).join('')}`;
}

function cellsOf<Row>(columns: readonly Column<Row>[], row: Row): Cell[] {
  return columns.map(({ kind, contentOf }) => {
    const content = contentOf(row);
    return content === null ? textCell(null) : csvCells[kind](content);
  });
}

const csvCells: Record<CellKind, (content: NonNullable<CellContent>) => Cell> = {
  text: (content) => textCell(String(content)),
  money: (content) => moneyCell(Number(content)),
  day: (content) => dateCell(String(content)),
  moment: (content) => textCell(inSaoPaulo(content)),
  count: (content) => String(content) as Cell,
};

/**
 * Writes a workbook of one sheet; rows beyond Excel's limit go on in a next sheet. Amounts and dates are numbers and
 * dates, so a spreadsheet can reckon with them. A text is always a text cell: no program runs it as a formula.
 */
export function xlsxOf<Row>({ fileName, columns }: Exported<Row>, batches: Batches<Row>): FileParts {
  const options = {
    name: fileName,
    columns: columns.map(({ heading, kind }) => ({ header: heading, width: widths[kind], ...formats[kind] })),
    freezePane: { rows: 1 },
    repeatHeaders: true,
  };
  return writeXlsxStream(sheetRows(columns, batches), options) as unknown as FileParts;
}

async function* sheetRows<Row>(columns: readonly Column<Row>[], batches: Batches<Row>) {
  for await (const rows of batches) {
    for (const row of rows) {
      yield columns.map(({ kind, contentOf }) => {
        const content = contentOf(row);
        return content === null ? null : sheetCells[kind](content);
      });
    }
  }
}

const sheetCells: Record<CellKind, (content: NonNullable<CellContent>) => CellValue> = {
  // No XML may hold these two, and a workbook with one of them does not open. Control characters are escaped.
  text: (content) => String(content).replace(/[\uFFFE\uFFFF]/g, '\uFFFD'),
  money: (content) => Number(content) / 100,
  day: (content) => new Date(`${content}T00:00:00Z`),
  moment: inSaoPaulo,
  count: Number,
};

const formats: Record<CellKind, { numFmt?: string }> = {
  text: {},
  money: { numFmt: '#,##0.00' },
  day: { numFmt: 'dd/mm/yyyy' },
  moment: {},
  count: {},
};

const widths: Record<CellKind, number> = { text: 24, money: 16, day: 12, moment: 20, count: 10 };

function inSaoPaulo(instant: NonNullable<CellContent>): string {
  return toSaoPauloTime(new Date(instant));
}
