import { zipSync } from 'fflate';
import PDFDocument from 'pdfkit';
import { type Boleto, drawBoleto } from './boleto-page.ts';

/** Boletos in one PDF, one page each. */
export function writePdf(boletos: readonly Boleto[], logo: Buffer | null): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: 'Boletos', Creator: 'Remessa' },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = new Promise<Buffer>((resolve, reject) => {
    pdf.once('end', () => resolve(Buffer.concat(chunks)));
    pdf.once('error', reject);
  });
  for (const boleto of boletos) {
    pdf.addPage();
    drawBoleto(pdf, boleto, logo);
  }
  pdf.end();
  return written;
}

/** Boletos in one ZIP, one PDF each. A file name has the document's number and its due date. */
export async function writeZip(boletos: readonly Boleto[], logo: Buffer | null): Promise<Buffer> {
  const files: Record<string, Uint8Array> = {};
  for (const [at, boleto] of boletos.entries()) {
    const number = boleto.documentNumber.replace(/[^\w.-]+/g, '_');
    const name = `${String(at + 1).padStart(3, '0')}-${number}-${boleto.dueDate}.pdf`;
    files[name] = await writePdf([boleto], logo);
  }
  // A PDF is already compressed.
  return Buffer.from(zipSync(files, { level: 0 }));
}
