import type { Schemas } from '../../client/api.ts';

export type ImportReport = Schemas['DocumentImport'];

/** A file that was chosen: what is sent, and its lines to show beside what became of them. */
export interface ChosenFile {
  name: string;
  base64: string;
  lines: readonly string[];
}

export const fileBytesMax = 3 * 1_024 * 1_024;

/** Reads a file as the API will, in UTF-8 or else Windows-1252. */
export async function readChosenFile(file: File): Promise<ChosenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, base64: toBase64(bytes), lines: decode(bytes).split(/\r\n|\n|\r/) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const chunkBytes = 32_768;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  return btoa(text);
}

/** The columns of a file, and a row that shows how each is written. */
export const templateColumns: readonly { heading: string; example: string; about: string }[] = [
  { heading: 'Documento', example: 'NF-1001', about: 'Obrigatória. Número do título.' },
  { heading: 'Parcela', example: '1/2', about: 'Obrigatória. Pode ficar vazia.' },
  { heading: 'Cliente', example: 'Comercial Aurora Ltda', about: 'Obrigatória. Nome do pagador.' },
  { heading: 'CPF/CNPJ', example: '11.222.333/0001-81', about: 'Obrigatória. Com ou sem pontuação.' },
  { heading: 'Vencimento', example: '06/12/2030', about: 'Obrigatória. dd/mm/aaaa.' },
  { heading: 'Valor', example: '1.865,06', about: 'Obrigatória. Com vírgula.' },
  { heading: 'E-mail', example: 'financeiro@aurora.example', about: 'Do pagador.' },
  { heading: 'Telefone', example: '(47) 98888-7766', about: 'Do pagador, com DDD.' },
  { heading: 'Acréscimo', example: '10,00', about: 'Somado ao valor.' },
  { heading: 'Abatimento', example: '', about: 'Tirado do valor.' },
  { heading: 'Desconto %', example: '2,5', about: 'Até o vencimento.' },
  { heading: 'Multa %', example: '2', about: 'Depois do vencimento.' },
  { heading: 'Juros % a.m.', example: '1', about: 'Por mês de atraso.' },
  { heading: 'Cobrança', example: 'Boleto ou Pix', about: 'Boleto, Pix, ou Boleto ou Pix.' },
  { heading: 'Histórico', example: 'Mensalidade', about: 'O pagador lê no boleto.' },
];
