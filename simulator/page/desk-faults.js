import { act, control, element, made } from './desk-control.js';

const charges = { method: 'POST', path: '/v3/payments' };
const anyCall = { path: '/v3/**' };

/** Each fault by its name, as a rule of the control API. */
export const faults = [
  {
    name: 'Perder 20 % das respostas de cobranças criadas',
    rule: { ...charges, probability: 0.2, dropAnswerAfterCommit: true },
  },
  { name: 'Perder toda resposta de cobrança criada', rule: { ...charges, dropAnswerAfterCommit: true } },
  { name: 'Cair antes de criar a cobrança', rule: { ...charges, dropBeforeCommit: true } },
  { name: 'Erro 500 sem criar a cobrança', rule: { ...charges, status500BeforeCommit: true } },
  { name: 'Erro 500 depois de criar a cobrança', rule: { ...charges, status500AfterCommit: true } },
  { name: 'Criar a cobrança e responder uma página', rule: { ...charges, htmlOk: true } },
  { name: 'Demorar 5 segundos para criar a cobrança', rule: { ...charges, slowCommitMs: 5000 } },
  { name: 'Criar na hora e responder 5 segundos depois', rule: { ...charges, delayAnswerMs: 5000 } },
  {
    name: 'Aceitar a alteração e não mudar nada',
    rule: { method: 'PUT', path: '/v3/payments/{id}', unchangedOk: true },
  },
  { name: 'Limite de chamadas (429, um minuto)', rule: { ...anyCall, status429: { resetSeconds: 60 } } },
  { name: 'Em manutenção (503)', rule: { ...anyCall, html503: 'html' } },
  { name: 'Chave recusada pela rede (401)', rule: { ...anyCall, html401: 'html' } },
  { name: 'Bloqueio pela rede (403)', rule: { ...anyCall, html403: 'html' } },
  {
    name: 'Busca por referência atrasada 10 segundos',
    rule: { method: 'GET', path: '/v3/payments', lookupLagMs: 10_000 },
  },
  {
    name: 'Busca que ignora a referência',
    rule: { method: 'GET', path: '/v3/payments', ignoreFilters: true },
  },
].map(({ name, rule }) => ({ name, rule: { ...rule, seed: name } }));

/** A rule of ours is known by its seed; what a test switched on has another. */
const isOn = (rules, { name }) => rules.find(({ seed }) => seed === name);

/** A button for each fault, pressed while it is on, with how often it struck. */
export function showFaults(rules, refresh) {
  const foreign = rules.filter(({ seed }) => !faults.some(({ name }) => name === seed));
  element('faults-state').textContent =
    rules.length === 0 ? 'nenhuma' : rules.length === 1 ? '1 ligada' : `${rules.length} ligadas`;
  element('fault-buttons').replaceChildren(
    ...faults.map((fault) => made('li', faultButton(fault, rules, refresh))),
    ...foreign.map((rule) => made('li', made('code', JSON.stringify(rule)))),
  );
}

function faultButton(fault, rules, refresh) {
  const on = isOn(rules, fault);
  const button = made('button', on ? `${fault.name} · atingiu ${on.used}` : fault.name);
  button.type = 'button';
  button.setAttribute('aria-pressed', String(on !== undefined));
  button.addEventListener('click', () =>
    act(async () => {
      // Read again: a test may have changed the rules since they were shown.
      const now = (await control('GET', '/faults')).rules;
      const others = now.filter(({ seed }) => seed !== fault.name);
      await control('PUT', '/faults', { rules: on ? others : [...others, fault.rule] });
    }, refresh),
  );
  return button;
}
