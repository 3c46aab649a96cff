/** A table as Brazilian spreadsheets open it: semicolons, a mark of UTF-8; texts that look like formulas stay texts. */
export function saveCsv(fileName: string, headings: readonly string[], rows: readonly (readonly string[])[]) {
  const lines = [headings, ...rows].map((cells) => cells.map(writeCell).join(';'));
  const url = URL.createObjectURL(
    new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }),
  );
  const link = Object.assign(window.document.createElement('a'), { href: url, download: fileName });
  link.click();
  URL.revokeObjectURL(url);
}

function writeCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
