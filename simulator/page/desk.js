const element = (id) => document.getElementById(id);
const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' });

const statusLabels = {
  PENDING: 'Aguardando pagamento',
  OVERDUE: 'Vencida',
  CONFIRMED: 'Paga, a creditar',
  RECEIVED: 'Recebida',
  RECEIVED_IN_CASH: 'Recebida em dinheiro',
  REFUND_REQUESTED: 'Estorno solicitado',
  REFUNDED: 'Estornada',
};

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

const lostAnswers = {
  rules: [{ method: 'POST', path: '/v3/payments', probability: 0.2, dropAnswerAfterCommit: true }],
};

const refreshMs = 2000;

wire();
await refresh();
setInterval(refresh, refreshMs);

function wire() {
  for (const button of document.querySelectorAll('[data-days]')) {
    onClick(button, () => control('POST', '/clock', { advanceDays: Number(button.dataset.days) }));
  }
  onClick(element('reset-clock'), () => control('POST', '/clock/reset'));
  onClick(element('pause'), () => control('POST', '/webhooks/pause'));
  onClick(element('resume'), () => control('POST', '/webhooks/resume'));
  onClick(element('faults-on'), () => control('PUT', '/faults', lostAnswers));
  onClick(element('faults-off'), () => control('DELETE', '/faults'));
  onClick(element('new-account'), newAccount);
  onClick(element('automatic'), () =>
    control('POST', `/accounts/${element('account').value}/automatic-charge`, { valueCents: 10_000 }),
  );
  element('account').addEventListener('change', refresh);
}

async function newAccount() {
  const account = await control('POST', '/accounts', {});
  say(`Chave da conta nova: ${account.apiKey}`);
}

async function refresh() {
  const [clock, settings, faults, { accounts }] = await Promise.all([
    control('GET', '/clock'),
    control('GET', '/settings'),
    control('GET', '/faults'),
    control('GET', '/accounts'),
  ]);
  element('today').textContent = brazilianDate(clock.today);
  element('webhooks-state').textContent = settings.webhookHeld ? 'pausados' : 'ativos';
  element('faults-state').textContent =
    faults.rules.length > 0 ? `${faults.rules.length} ligada(s)` : 'nenhuma';
  showAccounts(accounts);
  const account = element('account').value;
  if (account) showBook(await control('GET', `/book?account=${account}`));
}

function showAccounts(accounts) {
  const select = element('account');
  const chosen = select.value;
  select.replaceChildren(
    ...accounts.map(({ id, name, account, accountDigit, environment }) => {
      const label = environment === 'sandbox' ? 'Homologação' : 'Produção';
      return new Option(`${name} · ${account}-${accountDigit} · ${label}`, id, false, id === chosen);
    }),
  );
}

function showBook({ charges, totals }) {
  element('totals').textContent =
    `${totals.chargesLive} cobranças vivas · recebido ${money.format(totals.receivedCents / 100)}` +
    ` · tarifas ${money.format(totals.feesCents / 100)} · líquido ${money.format(totals.netCents / 100)}`;
  element('charges').replaceChildren(...charges.toReversed().map(chargeRow));
}

function chargeRow(charge) {
  const row = document.createElement('tr');
  const link = document.createElement('a');
  link.href = new URL(charge.invoiceUrl).pathname;
  link.textContent = charge.id;
  const cells = [
    link,
    charge.externalReference ?? '—',
    charge.billingType,
    charge.deleted ? 'Removida' : statusLabels[charge.status],
    brazilianDate(charge.dueDate),
    money.format(charge.value),
    actionButtons(charge),
  ].map((content) => {
    const cell = document.createElement('td');
    cell.append(content);
    return cell;
  });
  cells[5].className = 'amount';
  if (charge.deleted) cells[0].className = 'gone';
  row.append(...cells);
  return row;
}

function actionButtons(charge) {
  const possible = charge.billingType === 'PIX' ? actions : [...boletoActions, ...actions];
  const buttons = document.createDocumentFragment();
  for (const { label, path, body, from } of possible) {
    if (!from.includes(charge.status)) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    onClick(button, () => control('POST', `/charges/${charge.id}/${path}`, body));
    buttons.append(button);
  }
  return buttons;
}

function onClick(button, act) {
  button.addEventListener('click', async () => {
    say('');
    try {
      await act();
    } catch (error) {
      say(`Não deu certo: ${error.message}`);
    }
    await refresh();
  });
}

async function control(method, path, body) {
  const answer = await fetch(`/control${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error);
  return json;
}

function say(text) {
  element('message').textContent = text;
}

function brazilianDate(day) {
  return day.split('-').reverse().join('/');
}
