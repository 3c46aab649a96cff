import bwipjs from 'bwip-js/node';
import { type CalendarDate, toBrazilianDate } from '../../domain/calendar.ts';
import { formatReais } from '../../domain/money.ts';

/** Everything that one boleto shows, as text. */
export interface Boleto {
  beneficiary: { name: string; taxId: string };
  agencyAndAccount: string;
  payer: { name: string; taxId: string; address: string };
  documentNumber: string;
  ourNumber: string;
  issuedOn: CalendarDate;
  dueDate: CalendarDate;
  /** Amount and addition. */
  principalCents: number;
  /** "Abatimento", taken off the principal for whoever pays. */
  rebateCents: number;
  /** What the bar code asks for: the principal less the rebate. */
  chargedCents: number;
  digitableLine: string;
  /** 44 digits. */
  barCode: string;
  pix: { payload: string; image: string } | null;
  /** One line for each: discount, fine, interest and the document's description. */
  instructions: readonly string[];
}

/** Converts millimetres to points, the unit of a PDF. */
const mm = 72 / 25.4;

const left = 15 * mm;
const right = 195 * mm;
const split = 148 * mm;
const rowHeight = 8.5 * mm;

/** The bank code of Asaas with its check digit (modulo 11, weights 4, 3, 2). */
const bank = '461-8';

/**
 * Draws one boleto on a page of A4, in FEBRABAN's layout. Above is the payer's receipt. Below is the slip for the bank,
 * with the bar code of 103 by 13 mm at the bottom.
 */
export function drawBoleto(pdf: PDFKit.PDFDocument, boleto: Boleto, logo: Buffer | null): void {
  const afterReceipt = drawReceipt(pdf, boleto, logo);
  drawCutLine(pdf, afterReceipt + 5 * mm);
  drawSlip(pdf, boleto, afterReceipt + 10 * mm);
}

function drawReceipt(pdf: PDFKit.PDFDocument, boleto: Boleto, logo: Buffer | null): number {
  let y = 15 * mm;
  if (logo) pdf.image(logo, left, y, { fit: [50 * mm, 15 * mm] });
  pdf.font('Helvetica-Bold').fontSize(11);
  pdf.text(boleto.beneficiary.name, left + (logo ? 55 * mm : 0), y, { width: 120 * mm, lineBreak: false });
  pdf.font('Helvetica').fontSize(8).text(`CNPJ/CPF ${boleto.beneficiary.taxId}`, { lineBreak: false });
  y += 20 * mm;
  y = drawRow(pdf, y, [['Pagador', `${boleto.payer.name} · ${boleto.payer.taxId}`, right - left]]);
  y = drawRow(pdf, y, [
    ['Número do documento', boleto.documentNumber, 55 * mm],
    ['Nosso número', boleto.ourNumber, 45 * mm],
    ['Vencimento', toBrazilianDate(boleto.dueDate), 40 * mm],
    ['Valor a pagar', formatReais(boleto.chargedCents), 40 * mm],
  ]);
  y = drawRow(pdf, y, [['Linha digitável', spaced(boleto.digitableLine), right - left]]);
  pdf
    .font('Helvetica')
    .fontSize(7)
    .text('Recibo do pagador', left, y + 2 * mm, { width: right - left, align: 'right' });
  return drawPix(pdf, boleto, y + 6 * mm);
}

/** The Pix code of the same charge. Who pays it pays the boleto. */
function drawPix(pdf: PDFKit.PDFDocument, { pix }: Boleto, y: number): number {
  if (!pix) return y;
  const size = 35 * mm;
  pdf.image(Buffer.from(pix.image, 'base64'), left, y, { width: size, height: size });
  pdf
    .font('Helvetica-Bold')
    .fontSize(9)
    .text('Pague com Pix', left + size + 5 * mm, y + 3 * mm);
  pdf.font('Helvetica').fontSize(7).text('Aponte a câmera do seu banco para o código, ou copie e cole:');
  pdf
    .font('Courier')
    .fontSize(6.5)
    .text(pix.payload, { width: right - left - size - 5 * mm });
  return y + size;
}

function drawCutLine(pdf: PDFKit.PDFDocument, y: number): void {
  pdf.save().dash(2, { space: 2 }).lineWidth(0.5);
  pdf.moveTo(left, y).lineTo(right, y).stroke().undash().restore();
}

function drawSlip(pdf: PDFKit.PDFDocument, boleto: Boleto, top: number): void {
  pdf.font('Helvetica-Bold').fontSize(13).text('Asaas', left, top, { lineBreak: false });
  pdf.text(bank, left + 35 * mm, top, { lineBreak: false });
  pdf.fontSize(10.5).text(spaced(boleto.digitableLine), left + 52 * mm, top + 2, {
    width: right - left - 52 * mm,
    align: 'right',
    lineBreak: false,
  });
  let y = top + 6 * mm;
  const side = right - split;
  const main = split - left;
  y = drawRow(pdf, y, [
    ['Local de pagamento', 'Pagável em qualquer banco ou por Pix', main],
    ['Vencimento', toBrazilianDate(boleto.dueDate), side],
  ]);
  y = drawRow(pdf, y, [
    ['Beneficiário', `${boleto.beneficiary.name} · ${boleto.beneficiary.taxId}`, main],
    ['Agência/Código do beneficiário', boleto.agencyAndAccount, side],
  ]);
  y = drawRow(pdf, y, [
    ['Data do documento', toBrazilianDate(boleto.issuedOn), 30 * mm],
    ['Número do documento', boleto.documentNumber, 43 * mm],
    ['Espécie doc.', 'DM', 20 * mm],
    ['Aceite', 'N', 15 * mm],
    ['Moeda', 'R$', main - 108 * mm],
    ['Nosso número', boleto.ourNumber, side],
  ]);
  y = drawRow(pdf, y, [
    ['Carteira', '1', 30 * mm],
    ['Quantidade', '', 43 * mm],
    ['Valor', '', main - 73 * mm],
    ['(=) Valor do documento', formatReais(boleto.principalCents), side],
  ]);
  y = drawInstructions(pdf, boleto, y, main, side);
  const payer = `${boleto.payer.name} · ${boleto.payer.taxId}\n${boleto.payer.address}`;
  drawCell(pdf, left, y, right - left, 12 * mm, 'Pagador', payer);
  drawBarCode(pdf, boleto.barCode, left, y + 14 * mm);
  pdf.font('Helvetica').fontSize(7);
  pdf.text('Autenticação mecânica - Ficha de compensação', left, y + 14 * mm, {
    width: right - left,
    align: 'right',
    lineBreak: false,
  });
}

function drawInstructions(
  pdf: PDFKit.PDFDocument,
  { instructions, rebateCents, chargedCents }: Boleto,
  y: number,
  main: number,
  side: number,
): number {
  // Discount and fine depend on the day and are for the bank to fill in; a rebate is for whoever pays.
  const isRebated = rebateCents > 0;
  const cells: [label: string, text: string][] = [
    ['(-) Desconto/Abatimento', isRebated ? formatReais(rebateCents) : ''],
    ['(+) Juros/Multa', ''],
    ['(=) Valor cobrado', isRebated ? formatReais(chargedCents) : ''],
  ];
  const height = cells.length * rowHeight;
  drawCell(pdf, left, y, main, height, 'Instruções', instructions.join('\n'));
  for (const [at, [label, text]] of cells.entries())
    drawCell(pdf, split, y + at * rowHeight, side, rowHeight, label, text);
  return y + height;
}

type Cell = [label: string, text: string, width: number];

function drawRow(pdf: PDFKit.PDFDocument, y: number, cells: readonly Cell[]): number {
  let x = left;
  for (const [label, text, width] of cells) {
    drawCell(pdf, x, y, width, rowHeight, label, text);
    x += width;
  }
  return y + rowHeight;
}

function drawCell(
  pdf: PDFKit.PDFDocument,
  x: number,
  y: number,
  width: number,
  height: number,
  label: string,
  text: string,
): void {
  pdf.lineWidth(0.5).rect(x, y, width, height).stroke();
  const inside = { width: width - 4, height: height - 8, ellipsis: true };
  pdf
    .font('Helvetica')
    .fontSize(6)
    .text(label, x + 2, y + 1.5, { width: width - 4, lineBreak: false });
  pdf.fontSize(8.5).text(text, x + 2, y + 9, inside);
}

/** Interleaved 2 of 5, 103 by 13 mm (FEBRABAN, "Layout Padrão de Código de Barras"). */
function drawBarCode(pdf: PDFKit.PDFDocument, digits: string, x: number, y: number): void {
  const [symbol] = bwipjs.raw({ bcid: 'interleaved2of5', text: digits }) as { sbs: number[] }[];
  const widths = symbol?.sbs ?? [];
  // In bwip a wide bar is two narrow bars. FEBRABAN requires three.
  const modules = widths.map((width) => (width > 1 ? 3 : 1));
  const unit = (103 * mm) / modules.reduce((sum, width) => sum + width, 0);
  let at = x;
  for (const [index, width] of modules.entries()) {
    if (index % 2 === 0) pdf.rect(at, y, width * unit, 13 * mm).fill('black');
    at += width * unit;
  }
}

/** 47 digits in the printed form: three fields of digits and points, the general digit, due date factor and value. */
function spaced(line: string): string {
  const match = /^(\d{5})(\d{5})(\d{5})(\d{6})(\d{5})(\d{6})(\d)(\d{14})$/.exec(line);
  if (!match) return line;
  const [, a, b, c, d, e, f, g, h] = match;
  return `${a}.${b} ${c}.${d} ${e}.${f} ${g} ${h}`;
}
