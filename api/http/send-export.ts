import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Exported } from './export-columns.ts';
import { type Batches, csvOf, type FileParts, xlsxOf } from './export-files.ts';

export const fileFormats = ['csv', 'xlsx'] as const;

export type FileFormat = (typeof fileFormats)[number];

/** The formats that a list can be asked for. */
export const listFormats = ['json', ...fileFormats] as const;

export type ListFormat = (typeof listFormats)[number];

export const fileTypes: Record<FileFormat, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Rows that are read at a time: the most that a list gives in one page. */
export const batchSize = 200;

/** A page as a list answers it. */
interface Page {
  data: readonly never[];
  nextCursor?: string | null;
}

export type ReadPage = (query: Record<string, string>) => Promise<Page>;

/** What the Accept header asks for. JSON where it takes several, as browsers do. */
export function acceptedFormat(request: Request): ListFormat {
  const types = ['application/json', fileTypes.csv, fileTypes.xlsx];
  const accepted = request.accepts(types);
  return listFormats[types.indexOf(accepted || '')] ?? 'json';
}

/**
 * Sends all that a list finds as a file. Each page is read by the list's own handler, in a transaction of its own, once
 * the caller has taken the page before: memory stays the same however many rows there are, and a slow caller holds no
 * connection. A page that cannot be read ends the answer before its end, so that no file looks whole that is not.
 */
export async function sendExport(
  response: Response,
  exported: Exported<never>,
  format: FileFormat,
  readPage: ReadPage,
): Promise<void> {
  const size = exported.isWhole ? {} : { limit: String(batchSize) };
  const read = (query: Record<string, string>) => readPage({ ...query, ...size });
  // A question with a fault is answered with a problem, and not with a file that breaks off.
  const first = await read({});
  const batches = batchesFrom(first, exported, read);
  response.status(200).type(`${fileTypes[format]}${format === 'csv' ? '; charset=utf-8' : ''}`);
  response.attachment(`${exported.fileName}.${format}`);
  await sendParts(response, writers[format](exported, batches));
}

/** Sends a file no faster than the caller takes it. One that cannot be made to its end breaks off. */
export async function sendParts(response: Response, parts: FileParts): Promise<void> {
  try {
    await pipeline(Readable.from(parts, { objectMode: false }), response);
  } catch (error) {
    if (!isCallerGone(error)) throw error;
  }
}

const writers: Record<FileFormat, (exported: Exported<never>, batches: Batches<never>) => FileParts> = {
  csv: csvOf,
  xlsx: xlsxOf,
};

async function* batchesFrom(first: Page, exported: Exported<never>, read: ReadPage): Batches<never> {
  const after = exported.pageAfter ?? pageAfterCursor;
  let page = first;
  for (;;) {
    yield page.data;
    const query = after(page, batchSize);
    if (!query) return;
    page = await read(query);
  }
}

function pageAfterCursor({ nextCursor }: Page): Record<string, string> | null {
  return nextCursor ? { cursor: nextCursor } : null;
}

function isCallerGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
}
