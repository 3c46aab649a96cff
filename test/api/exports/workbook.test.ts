import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { count, day, type Exported, moment, money, text } from '../../../api/http/export-columns.ts';
import { xlsxOf } from '../../../api/http/export-files.ts';
import { rowsOf } from './sheet.ts';

interface Row {
  note: string | null;
}

const exported: Exported<Row> = {
  fileName: 'notas',
  columns: [
    text('Nota', ({ note }) => note),
    money('Valor', () => -5),
    day('Dia', () => '2026-12-10'),
    moment('Quando', () => '2026-12-10T02:30:00.000Z'),
    count('Vezes', () => null),
  ],
};

async function workbookOf(notes: (string | null)[]): Promise<Uint8Array> {
  const batches = (async function* () {
    yield notes.map((note) => ({ note }));
  })();
  const parts: Buffer[] = [];
  for await (const part of xlsxOf(exported, batches)) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

describe('a workbook', () => {
  it('holds amounts in reais, days as days, instants in São Paulo, and empty cells', async () => {
    const [, row = []] = rowsOf(await workbookOf(['a']));
    expect(row.map(({ content }) => content)).toEqual(['a', '-0.05', '46366', '09/12/2026, 23:30']);
  });

  it('holds no character that XML forbids, and no formula, whatever a text says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), async (texts) => {
        const file = await workbookOf([...texts, '=1+1', '\uFFFE', '\u0001']);
        const sheet = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
        expect(sheet).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
        expect(sheet).not.toContain('<f');
      }),
      { numRuns: 10 },
    );
  });
});
