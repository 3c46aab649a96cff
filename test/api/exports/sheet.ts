import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';

/** The lines of a CSV, the headings first. */
export function linesOf(csv: string): string[][] {
  return parse(csv, { bom: true, delimiter: ';' });
}

/** A cell of a workbook as the file holds it: its type (none is a number), and what stands in it. */
export interface SheetCell {
  type: string | null;
  content: string;
  isFormula: boolean;
}

/** The rows of a workbook's first sheet, the headings first; read without the library that writes it. */
export function rowsOf(workbook: Uint8Array): SheetCell[][] {
  const sheet = strFromU8(unzipSync(workbook)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  return [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes = '', inner = '']) => ({
      type: attributes.match(/\bt="(\w+)"/)?.[1] ?? null,
      content: plain(inner.replace(/<[^>]+>/g, '')),
      isFormula: inner.includes('<f'),
    })),
  );
}

function plain(xml: string): string {
  const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return xml.replace(/&(\w+);/g, (whole, name: string) => characters[name] ?? whole);
}
