import { parse } from 'csv-parse/sync';
import { type Column, toDocumentRow } from '../../api/imports/import-row.ts';
import { decodeText, readDate, UnreadableCell } from '../../domain/brazilian-text.ts';
import { addDays, type CalendarDate, daysBetween } from '../../domain/calendar.ts';
import type { ErpDocument } from './erp-document.ts';

/** A row of the file, by the line it stands on. */
export interface ReceivableRow {
  line: number;
  document: ErpDocument;
}

/** A row of which no document can be made, with the reason. */
export interface UnreadableRow {
  line: number;
  number: string;
  reason: string;
}

export interface ReceivablesFile {
  encoding: 'UTF-8' | 'Windows-1252';
  rows: ReceivableRow[];
  unreadable: UnreadableRow[];
  /** The newest issue date in the file, which stands for today. */
  referenceDate: CalendarDate;
  /** How many days every date was moved so that the reference date became today. */
  shiftDays: number;
}

/** The file as a whole is not an export of receivables. */
export class NotReceivables extends Error {
  override readonly name = 'NotReceivables';
}

const columns = [
  'Documento',
  'Parcela',
  'Cliente',
  'CPF/CNPJ',
  'E-mail',
  'Telefone',
  'CEP',
  'Endereço',
  'Número',
  'Complemento',
  'Bairro',
  'Emissão',
  'Vencimento',
  'Valor',
  'Desconto %',
  'Multa %',
  'Juros % a.m.',
  'Cobrança',
  'Histórico',
] as const satisfies readonly Column[];

type Cells = Record<(typeof columns)[number], string>;

/**
 * Reads an ERP's export of receivables: `;` between cells, decimal comma, dd/mm/aaaa, UTF-8 or Windows-1252.
 * What it refuses is only what cannot be read; whether a document makes sense is for the API to say.
 * All dates move by the same whole days, so that the newest issue date becomes `today` and a kept file never goes stale.
 * Throws `NotReceivables` when columns are missing or no row has an issue date.
 */
export function readReceivables(bytes: Uint8Array, today: CalendarDate): ReceivablesFile {
  const { text, encoding } = decodeText(bytes);
  const records = parseRecords(text);
  const referenceDate = newestIssueDate(records.map(({ record }) => record));
  const shiftDays = daysBetween(referenceDate, today);
  const rows: ReceivableRow[] = [];
  const unreadable: UnreadableRow[] = [];
  for (const { record, line } of records) {
    try {
      rows.push({ line, document: toDocument(record, shiftDays) });
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      unreadable.push({ line, number: numberOf(record), reason: error.message });
    }
  }
  return { encoding, rows, unreadable, referenceDate, shiftDays };
}

function parseRecords(text: string): { record: Cells; line: number }[] {
  const parsed: { record: Cells; info: { lines: number } }[] = parse(text, {
    bom: true,
    columns: true,
    delimiter: ';',
    info: true,
    skip_empty_lines: true,
    trim: true,
  });
  if (parsed.length === 0) throw new NotReceivables('The file has no rows.');
  const missing = columns.filter((column) => parsed[0]?.record[column] === undefined);
  if (missing.length > 0) throw new NotReceivables(`The file lacks the columns ${missing.join(', ')}.`);
  return parsed.map(({ record, info }) => ({ record, line: info.lines }));
}

function newestIssueDate(records: Cells[]): CalendarDate {
  const newest = records
    .flatMap((record) => issueDateOf(record) ?? [])
    .sort()
    .at(-1);
  if (newest === undefined) throw new NotReceivables('No row has an issue date (Emissão) that can be read.');
  return newest;
}

/** No document carries its issue date, so a faulty one does not cost the row. */
function issueDateOf(record: Cells): CalendarDate | undefined {
  try {
    return readDate(record.Emissão);
  } catch (error) {
    if (error instanceof UnreadableCell) return undefined;
    throw error;
  }
}

function toDocument(record: Cells, shiftDays: number): ErpDocument {
  const read = toDocumentRow(record);
  if ('faults' in read) throw read.faults[0]?.cell;
  const document = read.row as ErpDocument;
  return { ...document, dueDate: addDays(document.dueDate, shiftDays) };
}

function numberOf(record: Cells): string {
  return `${record.Documento} ${record.Parcela}`;
}
