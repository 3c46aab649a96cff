import { act, brazilianDate, control, element, made, money } from './desk-control.js';

const typeLabels = { BOLETO: 'Boleto', PIX: 'Pix', UNDEFINED: 'Boleto e Pix' };

const open = ['PENDING', 'OVERDUE'];
const boletoActions = [
  { label: 'Pagar boleto', path: 'pay', body: { method: 'boleto' }, from: open },
  { label: 'Pagar duas vezes', path: 'pay', body: { method: 'boleto', times: 2 }, from: open },
];
const actions = [
  { label: 'Pagar Pix', path: 'pay', body: { method: 'pix' }, from: open },
  { label: 'Vencer', path: 'overdue', body: {}, from: ['PENDING'] },
  { label: 'Creditar', path: 'settle', body: {}, from: ['CONFIRMED'] },
  { label: 'Estornar', path: 'refund', body: {}, from: ['RECEIVED', 'REFUND_REQUESTED'] },
];

/** One page of charges, and where it stands among the others. */
export function showCharges({ charges, total, pages }, page, refresh) {
  const rows = charges.map((charge) => chargeRow(charge, refresh));
  const none = made('td', 'Nenhuma cobrança.');
  none.colSpan = 7;
  element('charges').replaceChildren(...(rows.length > 0 ? rows : [made('tr', none)]));
  element('pages').textContent =
    `Página ${page} de ${pages} · ${total} ${total === 1 ? 'cobrança' : 'cobranças'}`;
  element('previous').disabled = page <= 1;
  element('next').disabled = page >= pages;
}

function chargeRow(charge, refresh) {
  const link = made('a', charge.nossoNumero ?? charge.id);
  link.href = new URL(charge.invoiceUrl).pathname;
  const id = made('small', charge.description ?? charge.externalReference ?? charge.id);
  const cells = [
    [charge.customerName, made('br'), made('small', charge.customerCpfCnpj)],
    [link, made('br'), id],
    [typeLabels[charge.billingType]],
    [charge.deleted ? 'Removida' : charge.statusLabel],
    [brazilianDate(charge.dueDate)],
    [money(charge.value)],
    actionButtons(charge, refresh),
  ].map((content) => made('td', ...content));
  cells[5].className = 'amount';
  const row = made('tr', ...cells);
  if (charge.deleted) row.className = 'gone';
  return row;
}

function actionButtons(charge, refresh) {
  if (charge.deleted) return [];
  const possible = charge.billingType === 'PIX' ? actions : [...boletoActions, ...actions];
  return possible
    .filter(({ from }) => from.includes(charge.status))
    .map(({ label, path, body }) => {
      const button = made('button', label);
      button.type = 'button';
      button.setAttribute('aria-label', `${label}: ${charge.customerName}, ${money(charge.value)}`);
      button.addEventListener('click', () =>
        act(() => control('POST', `/charges/${charge.id}/${path}`, body), refresh),
      );
      return button;
    });
}
