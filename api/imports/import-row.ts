import { readCents, readDate, readPercent, UnreadableCell } from '../../domain/brazilian-text.ts';
import type { BillingType } from '../../domain/collection-terms.ts';
import { normalizeTaxId } from '../../domain/tax-id.ts';

/** The columns that a file must have, as an ERP's export of receivables names them. Cells may be empty. */
export const requiredColumns = [
  'Documento',
  'Parcela',
  'Cliente',
  'CPF/CNPJ',
  'Vencimento',
  'Valor',
] as const;

/** The columns that a file may have, too. `Id` is the ERP's own id; without it Documento and Parcela name a document. */
export const optionalColumns = [
  'Id',
  'E-mail',
  'Telefone',
  'CEP',
  'Endereço',
  'Número',
  'Complemento',
  'Bairro',
  'Emissão',
  'Acréscimo',
  'Abatimento',
  'Desconto %',
  'Multa %',
  'Juros % a.m.',
  'Cobrança',
  'Histórico',
] as const;

export type Column = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

export type Cells = Partial<Record<Column, string>>;

/** A cell that cannot be read, with its column. */
export interface CellFault {
  column: Column;
  cell: UnreadableCell;
}

/** The column of each field of a document, to tell a fault where the person sees it. */
const columnOfField: Record<string, Column> = {
  erpId: 'Id',
  number: 'Documento',
  'payer.taxId': 'CPF/CNPJ',
  'payer.name': 'Cliente',
  'payer.email': 'E-mail',
  'payer.phone': 'Telefone',
  'payer.address.street': 'Endereço',
  'payer.address.number': 'Número',
  'payer.address.complement': 'Complemento',
  'payer.address.district': 'Bairro',
  'payer.address.postalCode': 'CEP',
  amountCents: 'Valor',
  additionCents: 'Acréscimo',
  rebateCents: 'Abatimento',
  dueDate: 'Vencimento',
  discount: 'Desconto %',
  'discount.percent': 'Desconto %',
  fine: 'Multa %',
  'fine.percent': 'Multa %',
  interest: 'Juros % a.m.',
  'interest.percentPerMonth': 'Juros % a.m.',
  description: 'Histórico',
  billingType: 'Cobrança',
};

/** The column that holds a field, written as in a fault; the field itself where no column does. */
export function columnOf(path: readonly PropertyKey[]): string {
  const field = path.map(String).join('.');
  return columnOfField[field] ?? field;
}

/**
 * A row of the file as a row of `POST /v1/documents`. It refuses only what cannot be read; whether the document makes
 * sense is judged with the other rows. Returns the faults of all its cells.
 */
export function toDocumentRow(cells: Cells): { row: object } | { faults: CellFault[] } {
  const faults: CellFault[] = [];
  const read = <T>(column: Column, reader: (text: string) => T): T | undefined => {
    const text = cells[column] ?? '';
    if (text === '' && isOptional(column)) return undefined;
    try {
      return reader(text);
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      faults.push({ column, cell: error });
      return undefined;
    }
  };
  const percentage = (text: string) => ({ type: 'percentage', percent: readPercent(text) });
  const row = withoutEmpty({
    erpId: cells.Id || `${cells.Documento}/${cells.Parcela?.split('/')[0]}`,
    number: `${cells.Documento} ${cells.Parcela}`.trim(),
    payer: toPayer(cells),
    amountCents: read('Valor', readCents),
    additionCents: read('Acréscimo', readCents),
    rebateCents: read('Abatimento', readCents),
    dueDate: read('Vencimento', readDate),
    discount: read('Desconto %', percentage),
    fine: read('Multa %', percentage),
    interest: read('Juros % a.m.', (text) => ({ percentPerMonth: readPercent(text) })),
    description: cells.Histórico,
    billingType: read('Cobrança', readBillingType),
  });
  return faults.length > 0 ? { faults } : { row };
}

function toPayer(cells: Cells): object {
  const address = withoutEmpty({
    street: cells.Endereço,
    number: cells.Número,
    complement: cells.Complemento,
    district: cells.Bairro,
    postalCode: digitsOf(cells.CEP),
  });
  return withoutEmpty({
    taxId: normalizeTaxId(cells['CPF/CNPJ'] ?? ''),
    name: cells.Cliente,
    email: cells['E-mail'],
    phone: digitsOf(cells.Telefone),
    address: Object.keys(address).length > 0 ? address : undefined,
  });
}

function isOptional(column: Column): boolean {
  return (optionalColumns as readonly Column[]).includes(column);
}

/** An empty cell means "not given", which is not the same as an empty value. */
function withoutEmpty(fields: Record<string, unknown>): object {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  );
}

function digitsOf(text: string | undefined): string | undefined {
  return text?.replace(/\D/g, '');
}

const billingTypes: Record<string, BillingType> = {
  Boleto: 'BOLETO',
  Pix: 'PIX',
  'Boleto ou Pix': 'UNDEFINED',
};

function readBillingType(text: string): BillingType {
  const billingType = billingTypes[text];
  if (!billingType) throw new UnreadableCell(text, 'billing_type');
  return billingType;
}
