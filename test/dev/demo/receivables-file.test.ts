import { describe, expect, it } from 'vitest';
import { NotReceivables, readReceivables } from '../../../dev/demo/receivables-file.ts';

const header =
  'Documento;Parcela;Cliente;CPF/CNPJ;E-mail;Telefone;CEP;Endereço;Número;Complemento;Bairro;Emissão;Vencimento;Valor;Desconto %;Multa %;Juros % a.m.;Cobrança;Histórico';

const usual = {
  documento: 'NF-000123',
  parcela: '2/3',
  cliente: 'Açougue Três Irmãos Ltda',
  taxId: 't8.dzk.3k0/0001-08',
  emissao: '13/11/2026',
  vencimento: '13/12/2026',
  valor: '1.345,56',
  desconto: '2,50',
  historico: 'Peças; e acessórios',
};

function row(changes: Partial<typeof usual> = {}): string {
  const cell = { ...usual, ...changes };
  return [
    ...[cell.documento, cell.parcela, cell.cliente, cell.taxId, '', '(47) 3300-1234', '89010-000'],
    ...['Rua XV de Novembro', 's/nº', '', 'Centro', cell.emissao, cell.vencimento, cell.valor],
    ...[cell.desconto, '2,00', '', 'Boleto', `"${cell.historico}"`],
  ].join(';');
}

function file(...rows: string[]): string {
  return `${[header, ...rows].join('\r\n')}\r\n`;
}

function read(text: string, today = '2026-11-13') {
  return readReceivables(Buffer.from(text, 'utf8'), today);
}

function firstDocument(changes: Partial<typeof usual>) {
  return read(file(row({ documento: 'NF-000001', emissao: usual.emissao }), row(changes))).rows[1]?.document;
}

function reasonOf(changes: Partial<typeof usual>): string | undefined {
  return read(file(row(changes))).unreadable[0]?.reason;
}

describe('an export of receivables', () => {
  it('becomes what the ERP posts: centavos, ISO dates, a bare tax id, absent instead of empty', () => {
    expect(read(file(row())).rows).toEqual([
      {
        line: 2,
        document: {
          erpId: 'NF-000123/2',
          number: 'NF-000123 2/3',
          payer: {
            taxId: 'T8DZK3K0000108',
            name: 'Açougue Três Irmãos Ltda',
            phone: '4733001234',
            address: {
              street: 'Rua XV de Novembro',
              number: 's/nº',
              district: 'Centro',
              postalCode: '89010000',
            },
          },
          amountCents: 134_556,
          dueDate: '2026-12-13',
          discount: { type: 'percentage', percent: 2.5 },
          fine: { type: 'percentage', percent: 2 },
          description: 'Peças; e acessórios',
          billingType: 'BOLETO',
        },
      },
    ]);
  });

  it.each(['utf8', 'latin1'] as const)('keeps its accents when it is written in %s', (encoding) => {
    const read = readReceivables(Buffer.from(file(row()), encoding), '2026-11-13');
    expect(read.encoding).toBe(encoding === 'utf8' ? 'UTF-8' : 'Windows-1252');
    expect(read.rows[0]?.document.payer.name).toBe('Açougue Três Irmãos Ltda');
  });

  it('is read with a byte order mark in front', () => {
    expect(read(`\uFEFF${file(row())}`).rows).toHaveLength(1);
  });

  it.each([
    ['4,99', 499],
    ['5', 500],
    ['10,5', 1050],
    ['1345,56', 134_556],
    ['12.345.678,90', 1_234_567_890],
    ['-120,00', -12_000],
  ])('holds %s as %i centavos', (valor, cents) => {
    expect(firstDocument({ valor })?.amountCents).toBe(cents);
  });

  it.each(['1,345.56', '1.34,00', '12,345', 'R$ 10,00', 'a combinar', ''])(
    'reports the value "%s" instead of guessing',
    (valor) => expect(reasonOf({ valor })).toContain(`"${valor}" is not an amount`),
  );

  it.each(['31/02/2027', '29/02/2027', '2026-12-10', '1/12/2026', ''])(
    'reports the due date "%s" as none',
    (vencimento) => expect(reasonOf({ vencimento })).toContain(`"${vencimento}" is not a date`),
  );

  it('moves all dates by the days that make its newest issue date today', () => {
    const old = row({ emissao: '31/12/2025', vencimento: '30/12/2025' });
    const { rows, shiftDays } = read(file(old, row({ emissao: '13/01/2026' })), '2028-03-01');
    expect(shiftDays).toBe(778);
    expect(rows.map(({ document }) => document.dueDate)).toEqual(['2028-02-16', '2029-01-29']);
  });

  it('keeps a row whose issue date is faulty, since no document carries it', () => {
    expect(read(file(row({ emissao: '31/11/2026' }), row())).rows).toHaveLength(2);
  });

  it('is refused as a whole when columns are missing', () => {
    expect(() => read('Documento;Valor\r\nNF-1;10,00\r\n')).toThrow(NotReceivables);
    expect(() => read('Documento;Valor\r\nNF-1;10,00\r\n')).toThrow(/CPF\/CNPJ/);
  });
});
