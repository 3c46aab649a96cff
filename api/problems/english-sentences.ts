import { proofWords } from '../../domain/endpoint-proof.ts';
import { type HoldCause, type HoldWords, holdWords } from '../../domain/hold.ts';
import { expiringKeyCure } from '../../domain/key-warning.ts';
import { type PixWords, pixWords } from '../../domain/pix-readiness.ts';
import { causes, noArrivals } from '../../domain/webhook-health.ts';

/**
 * Our own sentences in English. They are stored in Portuguese; callers of another language get the English one.
 * Asaas' words and people's words are not in these lists and stay as they are.
 */

const proofCure =
  'Have it answer 2xx with {"challenge": "<the value received in data.challenge>"} and ask for the challenge again.';

const holds: Record<HoldCause, HoldWords> = {
  quota: {
    why: 'The account’s limit of calls at Asaas is used up.',
    byItself: 'Goes on by itself when the limit reopens.',
    person: null,
  },
  daily_limit: {
    why: 'The account’s daily limit of new charges at Asaas is reached.',
    byItself: 'Goes on by itself the next day.',
    person: 'If you need more a day, ask Asaas for a higher limit and then verify the account.',
  },
  key_refused: {
    why: 'Asaas refused the account’s API key.',
    byItself: 'Goes on by itself as soon as the account has a key that is accepted.',
    person: 'Give the account a new key.',
  },
  account_disabled: {
    why: 'The account is disabled.',
    byItself: 'Goes on by itself when the account is enabled again.',
    person: 'Enable the account again, or cancel the document.',
  },
  forbidden: {
    why: 'Asaas forbids this operation to the account’s key.',
    byItself: 'Is tried again later, or at once when the account is verified or has a new key.',
    person: 'Check the key’s permissions and allowed IP addresses at Asaas; then verify the account.',
  },
  asaas_unavailable: {
    why: 'Asaas does not answer, or answers with an error.',
    byItself: 'Goes on by itself when Asaas answers again.',
    person: null,
  },
  payer_uncertain: {
    why: 'Asaas has not answered yet whether it took the payer.',
    byItself: 'Goes on by itself once the payer was looked up at Asaas.',
    person: null,
  },
  unexpected: {
    why: 'An unexpected error of the system kept this from being done.',
    byItself: 'Is tried again later.',
    person: 'Tell the support: the error is in the worker’s log, with the number of this document.',
  },
};

const webhookCauses: Record<keyof typeof causes, string> = {
  missing: 'The webhook is not there at Asaas.',
  interrupted: 'Asaas stopped the queue after 15 deliveries that failed.',
  disabled: 'The webhook was switched off at Asaas.',
  altered: 'The webhook’s address or events were changed at Asaas.',
  manual:
    'The key may not manage webhooks: give it that permission, or paste URL and token at Asaas (Integrações → Webhooks).',
  unknown: 'Asaas does not answer about the webhook; the next look tries again.',
  tooMany:
    'The account has 10 webhooks at Asaas already: remove one that is not used, and ours will be made.',
  refused: 'Asaas refused to have the webhook mended; check it at Integrações → Webhooks.',
};

const corrections = {
  'Altere o vencimento para hoje ou uma data futura': 'Change the due date to today or a later day',
  'Corrija o valor do documento': 'Correct the document’s amount',
  'Confira os dados do pagador': 'Check the payer’s data',
  'Corrija ou apague o telefone do pagador': 'Correct or clear the payer’s phone',
  'Corrija ou apague o e-mail do pagador': 'Correct or clear the payer’s e-mail',
  'Corrija o CEP do pagador': 'Correct the payer’s postal code',
  'Corrija o CPF ou CNPJ do pagador': 'Correct the payer’s CPF or CNPJ',
  'Corrija valor e desconto (o que resta deve ser de pelo menos R$ 5,00)':
    'Correct amount and discount (what is left must be at least R$ 5.00)',
  'Corrija o que o Asaas aponta': 'Correct what Asaas points out',
};

const afterwards = {
  'transmita novamente': 'transmit again',
  'salve: a alteração segue sozinha para o Asaas': 'save: the amendment goes to Asaas by itself',
};

const missingPix: PixWords = {
  words:
    'The account has no active Pix key at Asaas: the QR code of each charge is good until 23:59 of the day it is made only.',
  cure: 'Register a Pix key at Asaas (Pix → Minhas chaves) and verify the account.',
};

const unknownPix: PixWords = {
  words:
    'It is not known whether the account has a Pix key: Asaas did not answer, or the API key may not see it.',
  cure: 'Verify the account; if it stays so, check at Asaas whether there is an active Pix key.',
};

const others = {
  [expiringKeyCure]:
    'If it is the key given here, make another at Asaas (Integrações → Chaves de API) and give it to the account; if it is another system’s, nothing changes here.',
  [noArrivals]: 'No event has arrived so far.',
  'O Asaas recusou a chave. Gere uma nova no Asaas (Integrações → Chaves de API) e informe-a na conta; o que espera continua sozinho.':
    'Asaas refused the key. Make a new one at Asaas (Integrações → Chaves de API) and give it to the account; what waits goes on by itself.',
  'O documento fica com o valor que foi pago: combine a diferença com o pagador ou cobre-a em outro documento.':
    'The document keeps the amount that was paid: agree on the difference with the payer, or collect it by another document.',
  'Cancele o documento e envie-o novamente: uma nova cobrança nasce com a alteração.':
    'Cancel the document and send it again: a new charge is made with the amendment.',
  'O dinheiro foi lançado neste documento: confira no Asaas de onde veio a outra cobrança e, se o pagador pagou a mais, devolva a diferença.':
    'The money is booked to this document: check at Asaas where the other charge came from and, if the payer paid too much, refund the difference.',
  'O pagador pagou antes de a alteração chegar ao Asaas.':
    'The payer paid before the amendment reached Asaas.',
  'O pagador já pagou.': 'The payer paid already.',
  'O pagador já pagou pelo Asaas.': 'The payer paid by Asaas already.',
  'Parte do valor foi devolvida.': 'Part of the amount was refunded.',
  'Pago depois de cancelado.': 'Paid after it was cancelled.',
  'A cobrança foi removida no Asaas.': 'The charge was removed at Asaas.',
  'A cobrança não existe mais no Asaas.': 'The charge is not at Asaas any more.',
  'O endereço respondeu 410 (Gone): não quer mais entregas. Corrija-o e reative; o que espera sai em ordem.':
    'The address answered 410 (Gone): it wants no more deliveries. Correct and reactivate it; what waits goes out in order.',
  'O endereço não aceitou nenhuma entrega durante uma semana. Corrija-o e reative; o que espera sai em ordem.':
    'The address took no delivery for a week. Correct and reactivate it; what waits goes out in order.',
  [proofWords.waiting]: `The address has not answered the challenge yet, and gets nothing until it does. ${proofCure}`,
  [proofWords.no_answer]: `The address gave no answer to the challenge, and gets nothing until it does. ${proofCure}`,
  [proofWords.refused]: `The address refused the challenge, and gets nothing until it answers it. ${proofCure}`,
  [proofWords.wrong_answer]: `The address answered, but not with the challenge, and gets nothing until it does. ${proofCure}`,
  'O Asaas não diz mais que esta cobrança foi recebida. Carregue o período de novo.':
    'Asaas does not say any more that this charge was received. Load the period again.',
  'O resultado do envio desta cobrança ainda está sendo conferido. Processe-a de novo em alguns minutos.':
    'What became of sending this charge is still being looked up. Process it again in some minutes.',
};

/** Sentences with something of the moment in them. */
const patterns: readonly [portuguese: RegExp, english: string][] = [
  [
    /^Entregas do Asaas falharam (\d+) vez\(es\) seguidas; depois de 15 a fila para\.$/,
    'Deliveries of Asaas failed $1 time(s) in a row; after 15 the queue stops.',
  ],
  [
    /^Eventos de (\S+) a (\S+) podem ter se perdido para sempre\. A conciliação diária da conta busca no Asaas o que eles diriam\.$/,
    'Events from $1 to $2 may be lost for ever. The daily reconciliation of the account gets from Asaas what they would have told.',
  ],
  [
    /^Uma chave de API desta conta vai expirar no Asaas em breve\.$/,
    'An API key of this account expires at Asaas soon.',
  ],
  [
    /^Uma chave de API desta conta vai expirar no Asaas em (\d\S+)\.$/,
    'An API key of this account expires at Asaas on $1.',
  ],
  [
    /^A chave de API “(.+)” desta conta vai expirar no Asaas em breve\.$/,
    'The API key “$1” of this account expires at Asaas soon.',
  ],
  [
    /^A chave de API “(.+)” desta conta vai expirar no Asaas em (\d\S+)\.$/,
    'The API key “$1” of this account expires at Asaas on $2.',
  ],
  [/^Os eventos chegam: o último em (.+)\.$/, 'Events arrive: the last one at $1.'],
  [/^Segundo pagamento, da cobrança (\S+)\.$/, 'Second payment, of the charge $1.'],
  [
    /^Recebido (.+) de diferença em relação ao esperado\.$/,
    'Received with a difference of $1 from what was expected.',
  ],
  [
    /^O Asaas diz não conhecer a cobrança (\S+): nada foi lançado\.$/,
    'Asaas says that it does not know the charge $1: nothing was booked.',
  ],
];

const sentences = new Map<string, string>([
  ...Object.entries(others),
  ...Object.entries(corrections).flatMap(([said, correction]) =>
    Object.entries(afterwards).map(([then, after]): [string, string] => [
      `${said} e ${then}.`,
      `${correction} and ${after}.`,
    ]),
  ),
  ...pairs(causes, webhookCauses),
  ...pixPairs(false, missingPix),
  ...pixPairs(null, unknownPix),
  ...(Object.keys(holds) as HoldCause[]).flatMap((cause) => pairs(holdWords[cause], holds[cause])),
]);

function pairs<Names extends string>(
  portuguese: Record<Names, string | null>,
  english: Record<Names, string | null>,
): [string, string][] {
  return (Object.keys(portuguese) as Names[]).flatMap((name): [string, string][] => {
    const [said, means] = [portuguese[name], english[name]];
    return said === null || means === null ? [] : [[said, means]];
  });
}

function pixPairs(ready: boolean | null, english: PixWords): [string, string][] {
  const said = pixWords(ready);
  return said ? pairs({ ...said }, { ...english }) : [];
}

/** A sentence of ours in English, or several one after the other; any other text as it is. */
export function inEnglish(text: string): string {
  const exact = sentences.get(text);
  if (exact !== undefined) return exact;
  const pattern = patterns.find(([portuguese]) => portuguese.test(text));
  if (pattern) return text.replace(...pattern);
  const first = [...sentences.keys()].find((sentence) => text.startsWith(`${sentence} `));
  return first === undefined ? text : `${sentences.get(first)} ${inEnglish(text.slice(first.length + 1))}`;
}
