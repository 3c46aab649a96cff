import { showAccounts, showNewAccount, showTotals } from './desk-accounts.js';
import { showCharges } from './desk-charges.js';
import { act, brazilianDate, control, element } from './desk-control.js';
import { showFaults } from './desk-faults.js';

const refreshMs = 2000;

/** What is looked for, and on which page one is. */
const sought = { q: '', status: '', page: 1 };

wire();
await refresh();
setInterval(refreshUnlessBusy, refreshMs);

function wire() {
  for (const button of document.querySelectorAll('[data-days]')) {
    onClick(button, () => control('POST', '/clock', { advanceDays: Number(button.dataset.days) }));
  }
  onClick(element('reset-clock'), () => control('POST', '/clock/reset'));
  onClick(element('pause'), () => control('POST', '/webhooks/pause'));
  onClick(element('resume'), () => control('POST', '/webhooks/resume'));
  onClick(element('faults-off'), () => control('DELETE', '/faults'));
  onClick(element('automatic'), () =>
    control('POST', `/accounts/${element('account').value}/automatic-charge`, { valueCents: 10_000 }),
  );
  onClick(element('previous'), () => turn(sought.page - 1));
  onClick(element('next'), () => turn(sought.page + 1));
  onSubmit(element('filter'), ({ q, status }) => Object.assign(sought, { q, status, page: 1 }));
  onSubmit(element('new-account'), async ({ name }) =>
    showNewAccount(await control('POST', '/accounts', { name })),
  );
  element('account').addEventListener('change', () => act(() => turn(1), refresh));
}

function turn(page) {
  sought.page = page;
}

function onClick(button, work) {
  button.addEventListener('click', () => act(work, refresh));
}

function onSubmit(form, work) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void act(() => work(Object.fromEntries(new FormData(form))), refresh);
  });
}

/** Whoever stands on a button of the table keeps it under the finger: it is drawn anew once she has left it. */
async function refreshUnlessBusy() {
  const at = document.activeElement;
  if (at?.closest('#charges, #fault-buttons, #account')) return;
  await refresh();
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
  showFaults(faults.rules, refresh);
  showAccounts(accounts);
  const account = element('account').value;
  if (!account) return;
  const [book, list] = await Promise.all([
    control('GET', `/book?account=${account}`),
    control('GET', `/accounts/${account}/charges?${new URLSearchParams(sought)}`),
  ]);
  showTotals(book.totals);
  showCharges(list, sought.page, refresh);
}
