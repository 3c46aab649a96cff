import { invoiceSlug } from '../book/charge-object.ts';
import { statusLabels } from '../book/charge-words.ts';
import { reaisText } from '../money.ts';
import type { Account, Charge, Customer } from '../store/schema.ts';

interface Invoice {
  charge: Charge;
  customer: Customer;
  account: Account;
}

/** What the payer sees at the charge's address. */
export function invoicePage({
  charge,
  customer,
  account,
  pix,
}: Invoice & { pix: { payload: string; image: string } | undefined }): string {
  const slip =
    charge.billingType === 'PIX' ? '' : `<p><a href="/b/pdf/${invoiceSlug(charge.id)}">Ver boleto</a></p>`;
  const code = pix
    ? `<h2>Pix</h2><img alt="QR Code Pix" src="data:image/png;base64,${pix.image}">
       <p class="code">${escaped(pix.payload)}</p>`
    : '';
  return page(
    `Fatura ${charge.invoiceNumber}`,
    `<h1>Fatura ${charge.invoiceNumber}</h1>${facts({ charge, customer, account })}${slip}${code}`,
  );
}

/** The slip, as a page to print. */
export function slipPage({
  charge,
  customer,
  account,
  identificationField,
  barCode,
  ourNumber,
  issuedOn,
}: Invoice & {
  identificationField: string;
  barCode: string;
  ourNumber: string;
  issuedOn: string;
}): string {
  return page(
    `Boleto ${ourNumber}`,
    `<h1>Boleto · 461-9 ASAAS IP S.A.</h1><p class="code">${punctuated(identificationField)}</p>
     ${facts({ charge, customer, account })}
     <dl><dt>Nosso número</dt><dd>${ourNumber}</dd><dt>Emissão</dt><dd>${brazilianDate(issuedOn)}</dd>
     <dt>Código de barras</dt><dd class="code">${barCode}</dd></dl>`,
  );
}

function facts({ charge, customer, account }: Invoice): string {
  const rows = [
    ['Situação', charge.deleted ? 'Removida' : statusLabels[charge.status]],
    ['Valor', reaisText(charge.valueCents)],
    ['Vencimento', brazilianDate(charge.dueDate)],
    ['Beneficiário', account.name],
    ['Pagador', `${customer.name} · ${customer.cpfCnpj}`],
    ['Descrição', charge.description ?? '—'],
  ];
  return `<dl>${rows.map(([term, value]) => `<dt>${term}</dt><dd>${escaped(value ?? '')}</dd>`).join('')}</dl>`;
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html><html lang="pt-BR"><head><meta charset="utf-8"><title>${title}</title>
<link rel="stylesheet" href="/desk.css"></head><body class="sheet"><p class="note">Simulador: não é um documento de cobrança.</p>
${body}</body></html>`;
}

/** The line in the groups that people type: 5.5 5.6 5.6 1 14. */
function punctuated(line: string): string {
  return line.replace(/^(.{5})(.{5})(.{5})(.{6})(.{5})(.{6})(.)(.{14})$/, '$1.$2 $3.$4 $5.$6 $7 $8');
}

function brazilianDate(day: string): string {
  return day.split('-').reverse().join('/');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
