import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from '../../domain/brazilian-text.ts';
import type { Finding } from '../problems/faults.ts';
import { type CellFault, type Cells, optionalColumns, requiredColumns, toDocumentRow } from './import-row.ts';

/** A row of the file, by the line that it ends on; the heading is line 1. */
export type ImportedRow = { line: number } & ({ row: object } | { faults: CellFault[] });

/** What stands in a file, or why the file as a whole is none of documents. */
export type ReadFile = { rows: ImportedRow[] } | { refusal: Finding };

/** The most rows of one file. */
export const importRowsMax = 5_000;

/**
 * Reads a file of documents: CSV with `;` or `,` between cells, decimal comma, dd/mm/aaaa, UTF-8 or Windows-1252. A
 * column with an unknown name is refused, because its values would be lost without a word.
 */
export function readImport(bytes: Uint8Array): ReadFile {
  const { text } = decodeText(bytes);
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      columns: true,
      delimiter: delimiterOf(text),
      info: true,
      skip_empty_lines: true,
      trim: true,
      to: importRowsMax + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse('unreadable_file', { line: Number(error.lines ?? 1) });
  }
  const [first] = records;
  if (!first) return refuse('empty_file');
  if (records.length > importRowsMax) return refuse('too_many_rows', { limit: importRowsMax });
  const headings = Object.keys(first.record);
  const missing = requiredColumns.filter((column) => !headings.includes(column));
  if (missing.length > 0) return refuse('missing_columns', { columns: missing.join(', ') });
  const known: readonly string[] = [...requiredColumns, ...optionalColumns];
  const unknown = headings.filter((heading) => !known.includes(heading));
  if (unknown.length > 0) return refuse('unknown_columns', { columns: unknown.join(', ').slice(0, 200) });
  return {
    rows: records.map(({ record, info }) => ({ line: info.lines, ...toDocumentRow(record as Cells) })),
  };
}

/** As the heading has it. A comma inside a cell of a file with commas is quoted. */
function delimiterOf(text: string): ';' | ',' {
  const [heading = ''] = text.split('\n', 1);
  return heading.includes(';') ? ';' : ',';
}

function refuse(code: Finding['code'], values: Finding['values'] = {}): ReadFile {
  return { refusal: { path: ['file'], code, values } };
}
