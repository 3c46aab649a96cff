import type { CalendarDate } from '../../domain/calendar.ts';

/** How a value is written: text, centavos, a calendar date, an RFC 3339 instant, or a plain number. */
export type CellKind = 'text' | 'money' | 'day' | 'moment' | 'count';

export type CellContent = string | number | null;

/** One column of an exported list. Headings are Portuguese: files are for the clerk's spreadsheet. */
export interface Column<Row> {
  heading: string;
  kind: CellKind;
  contentOf(row: Row): CellContent;
}

/** A list that can be had as a file: all that its filter finds, page by page. */
export interface Exported<Row> {
  /** Without its ending. */
  fileName: string;
  columns: readonly Column<Row>[];
  /** The list has no pages: it is answered whole, and its query knows no `limit`. */
  isWhole?: true;
  /** The query of the page after one; null after the last. Lists with `nextCursor` need none of their own. */
  pageAfter?(page: { data: readonly Row[] }, limit: number): Record<string, string> | null;
}

export const text = <Row>(
  heading: string,
  contentOf: (row: Row) => string | null | undefined,
): Column<Row> => ({ heading, kind: 'text', contentOf: (row) => contentOf(row) ?? null });

export const money = <Row>(
  heading: string,
  centsOf: (row: Row) => number | null | undefined,
): Column<Row> => ({ heading, kind: 'money', contentOf: (row) => centsOf(row) ?? null });

export const day = <Row>(heading: string, dateOf: (row: Row) => CalendarDate | null): Column<Row> => ({
  heading,
  kind: 'day',
  contentOf: dateOf,
});

export const moment = <Row>(heading: string, instantOf: (row: Row) => string | null): Column<Row> => ({
  heading,
  kind: 'moment',
  contentOf: instantOf,
});

export const count = <Row>(heading: string, numberOf: (row: Row) => number | null): Column<Row> => ({
  heading,
  kind: 'count',
  contentOf: numberOf,
});
