import { saveAs } from '../client/save-file.ts';

/** A table as Brazilian spreadsheets open it: semicolons, a mark of UTF-8; texts that look like formulas stay texts. */
export function saveCsv(fileName: string, headings: readonly string[], rows: readonly (readonly string[])[]) {
  const lines = [headings, ...rows].map((cells) => cells.map(writeCell).join(';'));
  saveAs(fileName, new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }));
}

function writeCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
