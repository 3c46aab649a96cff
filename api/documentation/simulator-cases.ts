import type { Language } from '../http/language.ts';
import { rareCases } from './rare-simulator-cases.ts';
import type { SimulatorCase } from './simulator-case.ts';

const usualCases: readonly SimulatorCase[] = [
  {
    what: { en: 'Paid by Pix', 'pt-BR': 'Pago por Pix' },
    call: 'POST /control/charges/{charge}/pay',
    body: { method: 'pix' },
    see: {
      en: '`settled` within a second, event `document.settled`',
      'pt-BR': '`settled` em um segundo, evento `document.settled`',
    },
  },
  {
    what: { en: 'Paid by boleto', 'pt-BR': 'Pago por boleto' },
    call: 'POST /control/charges/{charge}/pay',
    body: { method: 'boleto' },
    see: {
      en: '`paid`; `settled` once it is credited: the row “Days pass” moves the clock',
      'pt-BR': '`paid`; `settled` quando for creditado: a linha “Dias passam” adianta o relógio',
    },
  },
  {
    what: { en: 'Paid twice', 'pt-BR': 'Pago duas vezes' },
    call: 'POST /control/charges/{charge}/pay',
    body: { method: 'pix', times: 2 },
    see: {
      en: 'one settlement; the second payment in `GET /v1/unidentified-receipts`',
      'pt-BR': 'uma só baixa; o segundo pagamento em `GET /v1/unidentified-receipts`',
    },
  },
  {
    what: { en: 'Days pass', 'pt-BR': 'Dias passam' },
    call: 'POST /control/clock',
    body: { advanceDays: 1 },
    see: {
      en: 'boletos are credited, charges become `overdue`; pay afterwards and `settlement.interestAndFineCents` tells fine and interest',
      'pt-BR':
        'boletos são creditados, cobranças ficam `overdue`; pague depois e `settlement.interestAndFineCents` traz multa e juros',
    },
  },
  {
    what: { en: 'Overdue at once', 'pt-BR': 'Vencido na hora' },
    call: 'POST /control/charges/{charge}/overdue',
    see: { en: '`overdue`, event `document.overdue`', 'pt-BR': '`overdue`, evento `document.overdue`' },
  },
  {
    what: { en: 'Rejected by Asaas', 'pt-BR': 'Rejeitado pelo Asaas' },
    call: null,
    see: {
      en: 'enter a payer with the phone `(41) 98888-8888` and send it: `rejected`, with the cure in `GET /v1/problems`; `…/retransmit` with another phone mends it',
      'pt-BR':
        'inclua um pagador com o telefone `(41) 98888-8888` e envie: `rejected`, com a solução em `GET /v1/problems`; `…/retransmit` com outro telefone resolve',
    },
  },
  {
    what: { en: 'The answer is lost', 'pt-BR': 'A resposta se perde' },
    call: 'PUT /control/faults',
    body: { rules: [{ method: 'POST', path: '/v3/payments', count: 1, dropAnswerAfterCommit: true }] },
    see: {
      en: 'the next document is `uncertain`, and `registered` after a minute: one charge, never two',
      'pt-BR':
        'o próximo documento fica `uncertain` e, após um minuto, `registered`: uma cobrança, nunca duas',
    },
  },
  {
    what: { en: 'Asaas is down', 'pt-BR': 'Asaas fora do ar' },
    call: 'PUT /control/faults',
    body: { rules: [{ path: '/v3/**', status500BeforeCommit: true }] },
    see: {
      en: '`hold` `asaas_unavailable` says why and what happens by itself; `DELETE /control/faults` ends it',
      'pt-BR':
        '`hold` `asaas_unavailable` diz o motivo e o que acontece sozinho; `DELETE /control/faults` encerra',
    },
  },
  {
    what: { en: 'Too many calls', 'pt-BR': 'Chamadas demais' },
    call: 'PUT /control/faults',
    body: { rules: [{ method: 'POST', path: '/v3/payments', count: 1, status429: { resetSeconds: 30 } }] },
    see: {
      en: '`hold` `quota` with `until`; the remittance’s `eta` counts it in',
      'pt-BR': '`hold` `quota` com `until`; o `eta` da remessa já conta com isso',
    },
  },
  {
    what: {
      en: 'An amendment that Asaas says it made, and did not',
      'pt-BR': 'Alteração confirmada e não feita',
    },
    call: 'PUT /control/faults',
    body: { rules: [{ method: 'PUT', path: '/v3/payments/{id}', count: 1, unchangedOk: true }] },
    see: {
      en: 'flag `diverged`, event `document.diverged`',
      'pt-BR': 'marca `diverged`, evento `document.diverged`',
    },
  },
  {
    what: { en: 'Refunded', 'pt-BR': 'Devolvido' },
    call: 'POST /control/charges/{charge}/refund',
    body: {},
    see: {
      en: '`refunded`, event `document.refunded`; with `{"valueCents":1000}` the flag `partially_refunded`',
      'pt-BR':
        '`refunded`, evento `document.refunded`; com `{"valueCents":1000}` a marca `partially_refunded`',
    },
  },
  {
    what: { en: 'Contested by the payer', 'pt-BR': 'Contestado pelo pagador' },
    call: 'POST /control/charges/{charge}/chargeback',
    body: { state: 'requested' },
    see: {
      en: 'flag `chargeback_requested`, event `document.chargeback_opened`; then `in_dispute` (`chargeback_in_dispute`), `reversed`, `returned` or `lost` (`chargeback_lost`)',
      'pt-BR':
        'marca `chargeback_requested`, evento `document.chargeback_opened`; depois `in_dispute` (`chargeback_in_dispute`), `reversed`, `returned` ou `lost` (`chargeback_lost`)',
    },
  },
  {
    what: { en: 'A payment nobody asked for', 'pt-BR': 'Pagamento que ninguém pediu' },
    call: 'POST /control/accounts/{account}/automatic-charge',
    body: { valueCents: 4990 },
    see: {
      en: 'in `GET /v1/unidentified-receipts`, event `receipt.unidentified`',
      'pt-BR': 'em `GET /v1/unidentified-receipts`, evento `receipt.unidentified`',
    },
  },
  {
    what: { en: 'Paid after it was cancelled', 'pt-BR': 'Pago depois de cancelado' },
    call: null,
    see: {
      en: '`…/cancel`, then pay its charge: flag `paid_after_cancellation`, and the money is booked',
      'pt-BR':
        '`…/cancel` e depois pague a cobrança: marca `paid_after_cancellation`, e o dinheiro é lançado',
    },
  },
  {
    what: { en: 'The key dies', 'pt-BR': 'A chave morre' },
    call: 'POST /control/accounts/{account}/keys/revoke',
    body: {},
    see: {
      en: '`keyStatus: refused`, what is sent has `hold` `key_refused`, one event `account.key_refused`; `POST …/keys` makes another, `PATCH /v1/accounts/{id}` takes it',
      'pt-BR':
        '`keyStatus: refused`, o que é enviado fica com `hold` `key_refused`, um evento `account.key_refused`; `POST …/keys` cria outra, `PATCH /v1/accounts/{id}` a recebe',
    },
  },
  {
    what: { en: 'Webhooks do not come', 'pt-BR': 'Webhooks não chegam' },
    call: 'POST /control/webhooks/pause',
    see: {
      en: 'nothing settles by itself; a settlement return does it. `…/resume` lets them go, and nothing settles twice',
      'pt-BR':
        'nada é baixado sozinho; um retorno de cobrança baixa. `…/resume` os libera, e nada é baixado duas vezes',
    },
  },
  {
    what: { en: 'Webhooks come three times, in any order', 'pt-BR': 'Webhooks triplicados e fora de ordem' },
    call: 'PUT /control/settings',
    body: { webhookCopies: 3, webhookShuffleMs: 500 },
    see: { en: 'the same as ever, once', 'pt-BR': 'o mesmo de sempre, uma só vez' },
  },
  {
    what: { en: 'A payment that the statement lacks', 'pt-BR': 'Pagamento fora do extrato' },
    call: null,
    see: {
      en: '`GET /control/accounts/{account}/statement` names the lines; `DELETE /control/statement/{seq}` takes one away. Four days later `missing` in `GET …/statement/totals`',
      'pt-BR':
        '`GET /control/accounts/{account}/statement` mostra as linhas; `DELETE /control/statement/{seq}` tira uma. Quatro dias depois, `missing` em `GET …/statement/totals`',
    },
  },
  {
    what: { en: 'A line of the statement that nobody explains', 'pt-BR': 'Linha do extrato sem explicação' },
    call: 'POST /control/accounts/{account}/statement',
    body: { type: 'DEBIT', valueCents: -350, description: 'Tarifa avulsa' },
    see: {
      en: '`POST /v1/accounts/{id}/reconcile`, then `unexplained` in `GET …/statement`',
      'pt-BR': '`POST /v1/accounts/{id}/reconcile` e depois `unexplained` em `GET …/statement`',
    },
  },
];

/** `npm start` runs the simulator at port 3900. A test calls each of these. */
export const simulatorCases: readonly SimulatorCase[] = [...usualCases, ...rareCases];

/** The table in Markdown. */
export function simulatorTable(language: Language): string {
  const head = {
    en: '| case | call at the simulator | what you see |',
    'pt-BR': '| caso | chamada no simulador | o que se vê |',
  }[language];
  const nothing = { en: 'none', 'pt-BR': 'nenhuma' }[language];
  const rows = simulatorCases.map(({ what, call, body, see }) => {
    const text = call === null ? nothing : `\`${call}\`${body ? ` \`${JSON.stringify(body)}\`` : ''}`;
    return `| ${what[language]} | ${text} | ${see[language]} |`;
  });
  return [head, '| --- | --- | --- |', ...rows].join('\n');
}
