import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { type Boleto, drawBoleto } from '../../../api/boletos/boleto-page.ts';

const boleto: Boleto = {
  beneficiary: { name: 'Empresa', taxId: '11.222.333/0001-81' },
  agencyAndAccount: '0001 / 1-0',
  payer: { name: 'João', taxId: '249.715.637-92', address: '' },
  documentNumber: 'NF-1',
  ourNumber: '1',
  issuedOn: '2026-11-28',
  dueDate: '2026-12-20',
  principalCents: 11_000,
  rebateCents: 0,
  chargedCents: 11_000,
  digitableLine: '1'.repeat(47),
  barCode: '1'.repeat(44),
  pix: null,
  instructions: [],
};

/** The texts that a boleto shows, in the order in which they are drawn. */
async function textsOf(changes: Partial<Boleto>): Promise<string[]> {
  const pdf = new PDFDocument({ compress: false, size: 'A4' });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  drawBoleto(pdf, { ...boleto, ...changes }, null);
  pdf.end();
  await ended;
  const lines = Buffer.concat(chunks)
    .toString('latin1')
    .matchAll(/\[(.*?)\] TJ/g);
  return [...lines].map(([, parts = '']) =>
    [...parts.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join(''),
  );
}

const below = (texts: string[], label: string) => texts[texts.indexOf(label) + 1];

describe('a boleto', () => {
  it('with a rebate shows it between the principal and what its bar code asks for', async () => {
    const texts = await textsOf({ rebateCents: 1_000, chargedCents: 10_000 });
    expect(below(texts, '(=) Valor do documento')).toBe('R$ 110,00');
    expect(below(texts, '(-) Desconto/Abatimento')).toBe('R$ 10,00');
    expect(below(texts, '(=) Valor cobrado')).toBe('R$ 100,00');
    expect(below(texts, 'Valor a pagar')).toBe('R$ 100,00');
  });

  it('without one leaves to the bank what depends on the day', async () => {
    const texts = await textsOf({});
    expect(below(texts, '(=) Valor do documento')).toBe('R$ 110,00');
    expect(texts.filter((text) => text === 'R$ 110,00')).toHaveLength(2);
  });
});
