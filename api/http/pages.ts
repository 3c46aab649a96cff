import { z } from 'zod';
import { toFault } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';
import { findUnstorableText } from './json-body.ts';
import type { Language } from './language.ts';

const limitMax = 200;

/** The two parameters of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(limitMax).default(50).meta({ description: 'Rows per page.' }),
  cursor: z.string().max(1000).optional().meta({ description: '`nextCursor` of the page before.' }),
};

/** One page of a list. `nextCursor` is null on the last page. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({ data: z.array(row), nextCursor: z.string().nullable() });

/**
 * Makes a page of up to `limit` rows. The query must have read up to `limit + 1`. The cursor is the place of the page's
 * last row.
 */
export function toPage<Row, Data>(
  rows: readonly Row[],
  limit: number,
  toData: (row: Row) => Data,
  placeOf: (row: Row) => readonly Place[],
): { data: Data[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(toData), nextCursor: last ? writeCursor(placeOf(last)) : null };
}

export type Place = string | number;

function writeCursor(place: readonly Place[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor. Throws 400 when the text is no cursor of this list. */
export function readCursor<Shape extends z.ZodType>(
  cursor: string | undefined,
  shape: Shape,
  language: Language,
): z.output<Shape> | null {
  if (cursor === undefined) return null;
  const place = parse(cursor);
  const result = shape.safeParse(place);
  if (result.success && findUnstorableText(place).length === 0) return result.data;
  throw new Problem('invalid_request', {
    errors: [toFault({ path: ['cursor'], code: 'invalid_cursor' }, language)],
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
