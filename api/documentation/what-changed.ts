import type { Bilingual, Language } from '../http/language.ts';

/** What the API does since a day and did not before, for whoever calls it. */
interface Change extends Bilingual {
  /** The day, as in the releases of `test/docs/api-growth.json`. */
  on: string;
}

/** The newest first. A test demands that what the API gains is named here. */
const changes: readonly Change[] = [
  {
    on: '2026-11-29',
    en: 'A console session is refused some steps (`confirmation_needed`) until `POST /v1/sessions/current/confirm`; calls by API key are as before. A session says `confirmsBy`.',
    'pt-BR':
      'Uma sessão do console tem alguns passos recusados (`confirmation_needed`) até `POST /v1/sessions/current/confirm`; chamadas com chave de API continuam como antes. A sessão diz `confirmsBy`.',
  },
  {
    on: '2026-11-29',
    en: '`GET /v1/accounts/{id}/statement/totals` has `missing`: payments that we booked and that the statement lacks. The fee of a notice that differs from what the account’s notices cost is `unexplained`.',
    'pt-BR':
      '`GET /v1/accounts/{id}/statement/totals` traz `missing`: pagamentos com baixa aqui e fora do extrato. A tarifa de notificação que difere do custo das notificações da conta fica `unexplained`.',
  },
  {
    on: '2026-11-29',
    en: '`awaitsReconciliation` of the statement’s totals says whether a reconciliation that was asked for is still to end.',
    'pt-BR': '`awaitsReconciliation` nos totais do extrato diz se uma conciliação pedida ainda não terminou.',
  },
  {
    on: '2026-11-29',
    en: '`?format=csv` and `?format=xlsx` on `/v1/accounts`, `/v1/sending-rules`, `/v1/webhook-endpoints`, `/v1/undelivered-messages`, `/v1/remittances/{id}/problems`, `/v1/tenants` and the keys and people of a company.',
    'pt-BR':
      '`?format=csv` e `?format=xlsx` em `/v1/accounts`, `/v1/sending-rules`, `/v1/webhook-endpoints`, `/v1/undelivered-messages`, `/v1/remittances/{id}/problems`, `/v1/tenants` e nas chaves e pessoas de uma empresa.',
  },
  {
    on: '2026-11-29',
    en: '`POST /v1/simulator/payments` takes `erpId`; `resourceId` of `/v1/audit` takes `erp:` and your own id.',
    'pt-BR':
      '`POST /v1/simulator/payments` recebe `erpId`; o `resourceId` de `/v1/audit` aceita `erp:` e o seu próprio id.',
  },
  {
    on: '2026-11-29',
    en: 'The address of a webhook endpoint needs the name of a host (`no_name`) and a port that is allowed (`other_port`), 443 unless said otherwise.',
    'pt-BR':
      'O endereço de webhook precisa do nome de um servidor (`no_name`) e de uma porta permitida (`other_port`), a 443 se nada for dito.',
  },
  {
    on: '2026-11-29',
    en: 'A call that arrives too slowly is answered 408 `request_too_slow`, an address or headers too long 431 `head_too_large`; both had no words.',
    'pt-BR':
      'Uma chamada que chega devagar demais recebe 408 `request_too_slow`, e endereço ou cabeçalhos longos demais, 431 `head_too_large`; antes vinham sem explicação.',
  },
  {
    on: '2026-11-28',
    en: 'Filters of documents kept under a name: `/v1/views` and `/v1/views/{id}`.',
    'pt-BR': 'Filtros de documentos guardados com um nome: `/v1/views` e `/v1/views/{id}`.',
  },
  {
    on: '2026-11-28',
    en: '`GET /v1/forecast` says which money is expected on which day; a document has `creditExpectedOn`, its list `creditFrom` and `creditTo`.',
    'pt-BR':
      '`GET /v1/forecast` diz que dinheiro é esperado em cada dia; o documento traz `creditExpectedOn`, e a lista, `creditFrom` e `creditTo`.',
  },
  {
    on: '2026-11-28',
    en: '`GET /v1/health` says how processing stands: workers, messages, and each account’s key, webhook, quota and reconciliation.',
    'pt-BR':
      '`GET /v1/health` diz como está o processamento: workers, mensagens e, de cada conta, chave, webhook, limite e conciliação.',
  },
  {
    on: '2026-11-28',
    en: 'Personal data of a payer: `GET /v1/payers/{id}/personal-data` gives it, `/v1/payers/{id}/erasure` shows what an erasure would do, and erases.',
    'pt-BR':
      'Dados pessoais de um pagador: `GET /v1/payers/{id}/personal-data` os entrega, `/v1/payers/{id}/erasure` mostra o que um apagamento faria, e apaga.',
  },
  {
    on: '2026-11-28',
    en: 'Where there is a simulator: `/v1/simulator`, `/v1/simulator/clock` and `/v1/simulator/payments`. They do not exist in production.',
    'pt-BR':
      'Onde há um simulador: `/v1/simulator`, `/v1/simulator/clock` e `/v1/simulator/payments`. Em produção não existem.',
  },
  {
    on: '2026-11-28',
    en: '`receivedByDay` of the summary, `byField` of the totals of divergences, `accepted` of an import: each row that was taken.',
    'pt-BR':
      '`receivedByDay` no resumo, `byField` nos totais de divergências, `accepted` na importação: cada linha aceita.',
  },
  {
    on: '2026-11-28',
    en: 'A word where an address has an id, such as `GET /v1/remittances/preview`, is answered 405 when another method takes it, and no longer 404.',
    'pt-BR':
      'Uma palavra no lugar de um id, como em `GET /v1/remittances/preview`, recebe 405 quando outro método a aceita, e não mais 404.',
  },
  {
    on: '2026-11-28',
    en: '`PUT /v1/accounts/{id}/notices` takes `notices`, and both its fields are optional; its answer has `notices`, `chosenBy` and `price`.',
    'pt-BR':
      '`PUT /v1/accounts/{id}/notices` recebe `notices`, e os dois campos são opcionais; a resposta traz `notices`, `chosenBy` e `price`.',
  },
  {
    on: '2026-11-28',
    en: '`notifyPayers` of an account reaches known payers by itself, and no longer with their next documents.',
    'pt-BR':
      'O `notifyPayers` de uma conta chega sozinho aos pagadores conhecidos, sem esperar o próximo documento.',
  },
  {
    on: '2026-11-28',
    en: 'A new webhook endpoint, or a new address of one, is `pending` until it answers `webhook_endpoint.challenged`.',
    'pt-BR': 'Um endereço novo de webhook fica `pending` até responder a `webhook_endpoint.challenged`.',
  },
  {
    on: '2026-11-28',
    en: '`?format=csv` and `?format=xlsx` on lists, in place of `items.csv`, `statement.csv` and `audit.csv`; the inbox, the flags, the audit, deliveries and settlement returns are among them.',
    'pt-BR':
      '`?format=csv` e `?format=xlsx` nas listas, no lugar de `items.csv`, `statement.csv` e `audit.csv`; entre elas a caixa de problemas, as marcas, a auditoria, as entregas e os retornos.',
  },
  {
    on: '2026-11-28',
    en: 'New event types: `document.chargeback_opened`, `document.chargeback_disputed`, `document.chargeback_reversed` and `document.chargeback_lost`, `document.refund_denied`, `document.superseded_slip_paid`.',
    'pt-BR':
      'Tipos de evento novos: `document.chargeback_opened`, `document.chargeback_disputed`, `document.chargeback_reversed` e `document.chargeback_lost`, `document.refund_denied`, `document.superseded_slip_paid`.',
  },
  {
    on: '2026-11-28',
    en: 'The ERP’s own ids in paths, bodies and filters. Every operation has an id that makes an SDK. The `type` of a problem is the address of its page, no longer a `urn:`. Answers are compressed for who takes gzip; pages of named origins may call.',
    'pt-BR':
      'Os ids do próprio ERP em caminhos, corpos e filtros. Cada operação tem um id do qual se faz um SDK. O `type` de um problema é o endereço da página dele, não mais um `urn:`. Respostas comprimidas para quem aceita gzip; páginas de origens nomeadas podem chamar.',
  },
];

/** The list in Markdown; of one day alone when it is named. */
export function whatChanged(language: Language, on?: string): string {
  return changes
    .filter((change) => on === undefined || change.on === on)
    .map((change) => `* **${shownDay(change.on, language)}** · ${change[language]}`)
    .join('\n');
}

function shownDay(day: string, language: Language): string {
  return language === 'en' ? day : day.split('-').reverse().join('/');
}
