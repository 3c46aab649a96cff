import { element, made, money } from './desk-control.js';

const environments = { sandbox: 'Homologação', production: 'Produção' };

/** The accounts by name, and of those with the same name the newest first. */
export function showAccounts(accounts) {
  const select = element('account');
  const chosen = select.value;
  const sorted = accounts.toReversed().toSorted((a, b) => a.name.localeCompare(b.name, 'pt-BR'));
  select.replaceChildren(
    ...sorted.map(({ id, name, agency, account, accountDigit, environment }) => {
      const label = `${name} · ag. ${agency} · conta ${account}-${accountDigit} · ${environments[environment]}`;
      return new Option(label, id, false, id === chosen);
    }),
  );
}

/** Everything that Remessa asks for when the account is entered there. The key is shown this once. */
export function showNewAccount({ id, name, agency, account, accountDigit, environment, apiKey }) {
  const facts = [
    ['Nome', name],
    ['Agência', agency],
    ['Conta', account],
    ['Dígito', accountDigit],
    ['Ambiente', environments[environment]],
    ['Chave API', apiKey],
  ];
  element('new-account-facts').hidden = false;
  element('new-account-facts').replaceChildren(
    ...facts.flatMap(([term, value]) => [made('dt', term), made('dd', made('code', value))]),
  );
  element('account').append(new Option(name, id, false, true));
}

export function showTotals({ chargesLive, receivedCents, feesCents, netCents }) {
  element('totals').textContent =
    `${chargesLive} cobranças vivas · recebido ${money(receivedCents / 100)}` +
    ` · tarifas ${money(feesCents / 100)} · líquido ${money(netCents / 100)}`;
}
