import type { SimulatorCase } from './simulator-case.ts';

/** What happens seldom, and what each flag and hold comes from that the usual cases do not show. */
export const rareCases: readonly SimulatorCase[] = [
  {
    what: { en: 'Paid early, with discount', 'pt-BR': 'Pago antes, com desconto' },
    call: 'POST /control/charges/{charge}/pay',
    body: { method: 'pix' },
    see: {
      en: 'enter the document with `discount` and pay within its days: `settlement.discountCents`, and no flag',
      'pt-BR':
        'inclua o documento com `discount` e pague dentro do prazo: `settlement.discountCents`, e nenhuma marca',
    },
  },
  {
    what: { en: 'A slip from before an amendment is paid', 'pt-BR': 'Boleto anterior à alteração é pago' },
    call: null,
    see: {
      en: 'amend the amount, then `POST /control/charges/{charge}/pay` `{"method":"boleto","slip":"previous"}`: flag `superseded_slip_paid` with the difference',
      'pt-BR':
        'altere o valor e depois `POST /control/charges/{charge}/pay` `{"method":"boleto","slip":"previous"}`: marca `superseded_slip_paid` com a diferença',
    },
  },
  {
    what: { en: 'A part is paid to the account’s Pix key', 'pt-BR': 'Parte paga na chave Pix da conta' },
    call: 'POST /control/charges/{charge}/pay',
    body: { method: 'pix', valueCents: 5000 },
    see: {
      en: 'an unidentified receipt; assign it to the document: flag `paid_in_part` with what is missing. Assign more than that: `amount_differs`. Assign one to a settled document: `paid_twice`',
      'pt-BR':
        'um recebimento não identificado; atribua-o ao documento: marca `paid_in_part` com o que falta. Atribua mais do que isso: `amount_differs`. Atribua a um documento já baixado: `paid_twice`',
    },
  },
  {
    what: { en: 'The refund of a boleto is denied', 'pt-BR': 'Estorno de boleto negado' },
    call: 'POST /control/charges/{charge}/refund',
    body: { deny: true },
    see: {
      en: 'first `POST /v3/payments/{charge}/bankSlip/refund` at the simulator with the account’s key: flag `refund_requested`; then flag `refund_denied`, and the document stays `settled`',
      'pt-BR':
        'antes, `POST /v3/payments/{charge}/bankSlip/refund` no simulador com a chave da conta: marca `refund_requested`; depois, marca `refund_denied`, e o documento continua `settled`',
    },
  },
  {
    what: { en: 'Somebody edits the charge at Asaas', 'pt-BR': 'Alguém altera a cobrança no Asaas' },
    call: 'POST /control/charges/{charge}/edit',
    body: { valueCents: 12345 },
    see: {
      en: '`POST /v1/accounts/{id}/reconcile`: flag `diverged`, both values in `GET /v1/divergences`, and `…/resolve` takes one',
      'pt-BR':
        '`POST /v1/accounts/{id}/reconcile`: marca `diverged`, os dois valores em `GET /v1/divergences`, e `…/resolve` escolhe um',
    },
  },
  {
    what: { en: 'The payer was faster', 'pt-BR': 'O pagador foi mais rápido' },
    call: null,
    see: {
      en: '`POST /control/webhooks/pause`, pay, then amend: flag `amendment_refused`; or cancel: flag `cancellation_refused`. The money is booked either way',
      'pt-BR':
        '`POST /control/webhooks/pause`, pague e depois altere: marca `amendment_refused`; ou cancele: marca `cancellation_refused`. O dinheiro é lançado do mesmo modo',
    },
  },
  {
    what: { en: 'A second charge of a document', 'pt-BR': 'Segunda cobrança de um documento' },
    call: null,
    see: {
      en: '`POST /v3/payments` at the simulator with the `externalReference` of its charge, and pay that one: flag `surplus_charge`; the own charge is removed',
      'pt-BR':
        '`POST /v3/payments` no simulador com o `externalReference` da cobrança, e pague essa: marca `surplus_charge`; a cobrança própria é removida',
    },
  },
  {
    what: { en: 'The payer was deleted at Asaas', 'pt-BR': 'Pagador excluído no Asaas' },
    call: null,
    see: {
      en: '`DELETE /v3/customers/{customer}` at the simulator with the account’s key: its next document makes it again, and `POST /v1/accounts/{id}/reconcile` brings it back',
      'pt-BR':
        '`DELETE /v3/customers/{customer}` no simulador com a chave da conta: o próximo documento o cria de novo, e `POST /v1/accounts/{id}/reconcile` o traz de volta',
    },
  },
  {
    what: {
      en: 'Whether a payer was created, nobody knows',
      'pt-BR': 'Não se sabe se o pagador foi criado',
    },
    call: 'PUT /control/faults',
    body: { rules: [{ method: 'POST', path: '/v3/customers', count: 1, dropBeforeCommit: true }] },
    see: {
      en: 'the document of a new payer has `hold` `payer_uncertain` for a minute: one customer, never two',
      'pt-BR':
        'o documento de um pagador novo fica com `hold` `payer_uncertain` por um minuto: um cadastro, nunca dois',
    },
  },
  {
    what: { en: 'The day’s limit of charges', 'pt-BR': 'Limite diário de cobranças' },
    call: 'PUT /control/settings',
    body: { chargesPerDay: 0 },
    see: {
      en: '`hold` `daily_limit` until the next day; `{"chargesPerDay":null}` and `POST /v1/accounts/{id}/verify` end it',
      'pt-BR':
        '`hold` `daily_limit` até o dia seguinte; `{"chargesPerDay":null}` e `POST /v1/accounts/{id}/verify` encerram',
    },
  },
  {
    what: { en: 'The key may not do it', 'pt-BR': 'A chave não tem permissão' },
    call: 'PUT /control/faults',
    body: { rules: [{ method: 'POST', path: '/v3/payments', html403: 'empty' }] },
    see: {
      en: '`hold` `forbidden`, tried again after a quarter of an hour; `DELETE /control/faults` ends it',
      'pt-BR': '`hold` `forbidden`, nova tentativa em quinze minutos; `DELETE /control/faults` encerra',
    },
  },
  {
    what: { en: 'A key will expire', 'pt-BR': 'Uma chave vai expirar' },
    call: 'POST /control/accounts/{account}/keys/events',
    body: { event: 'ACCESS_TOKEN_EXPIRING_SOON' },
    see: {
      en: '`keyExpiring` of the account, event `account.key_expiring`; a new key by `PATCH /v1/accounts/{id}` ends it',
      'pt-BR':
        '`keyExpiring` na conta, evento `account.key_expiring`; uma chave nova por `PATCH /v1/accounts/{id}` encerra',
    },
  },
  {
    what: { en: 'The account is disabled here', 'pt-BR': 'Conta desativada aqui' },
    call: null,
    see: {
      en: '`DELETE /v1/accounts/{id}`: what is sent or changed has `hold` `account_disabled`, until `PATCH` says `enabled`',
      'pt-BR':
        '`DELETE /v1/accounts/{id}`: o que é enviado ou alterado fica com `hold` `account_disabled`, até um `PATCH` com `enabled`',
    },
  },
  {
    what: { en: 'Your endpoint is dead', 'pt-BR': 'Seu endereço não responde' },
    call: null,
    see: {
      en: 'stop it: `failures` and `nextTryAt` in `GET /v1/webhook-endpoints`, and everything comes in order once it lives; answer 410: `parked`, and `GET /v1/problems` says so',
      'pt-BR':
        'desligue-o: `failures` e `nextTryAt` em `GET /v1/webhook-endpoints`, e tudo chega em ordem quando ele voltar; responda 410: `parked`, e `GET /v1/problems` avisa',
    },
  },
];
