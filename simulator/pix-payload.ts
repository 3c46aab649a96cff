import { createHash } from 'node:crypto';
import QRCode from 'qrcode';

export interface PixCharge {
  chargeId: string;
  /** Grows with each amendment: an amended charge has another code. */
  revision: number;
  amountCents: number;
  merchantName: string;
}

/** The "copia e cola" text of a dynamic Pix charge: EMV tag-length-value ending in its CRC (BR Code manual, BCB). */
export function pixPayload({ chargeId, revision, amountCents, merchantName }: PixCharge): string {
  const location = `pix-h.asaas.com/pixqrcode/cobv/${locationId(chargeId, revision)}`;
  const body = [
    field('00', '01'),
    field('01', '12'),
    field('26', field('00', 'br.gov.bcb.pix') + field('25', location)),
    field('52', '0000'),
    field('53', '986'),
    field('54', (amountCents / 100).toFixed(2)),
    field('58', 'BR'),
    field('59', asciiText(merchantName, 25)),
    field('60', 'JOINVILLE'),
    field('62', field('05', '***')),
    '6304',
  ].join('');
  return `${body}${crc16(body)}`;
}

/** A PNG of the payload, base64. */
export async function pixImage(payload: string): Promise<string> {
  const png = await QRCode.toBuffer(payload, { type: 'png', errorCorrectionLevel: 'M' });
  return png.toString('base64');
}

/** CRC-16/CCITT-FALSE of ASCII text, four upper-case hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'ascii')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    crc &= 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

function locationId(chargeId: string, revision: number): string {
  const hex = createHash('sha256').update(`${chargeId}/${revision}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function field(tag: string, value: string): string {
  return `${tag}${String(value.length).padStart(2, '0')}${value}`;
}

/** Banking apps take ASCII only: accents go, the length is limited in characters. */
function asciiText(text: string, maxLength: number): string {
  const ascii = text
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, '')
    .trim();
  return (ascii || 'RECEBEDOR').slice(0, maxLength);
}
