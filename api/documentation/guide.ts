import { simulatorTable } from './simulator-cases.ts';
import { whatChanged } from './what-changed.ts';

/** The guide above the reference, in Markdown. It shows the whole job with curl only. */
export const guide = `
Remessa puts your receivables into collection at Asaas and keeps both sides equal until the money is settled.

## The whole job in eight calls

**1. Company and key.** The vendor (key \`ADMIN_API_KEY\`, role \`admin\`) makes your company and its key, once. \`npm start\` prints a first
company's key, ready to use; then go on with 2.

\`\`\`sh
API=http://localhost:3000
new_key() { od -An -N16 -tx1 /dev/urandom | tr -d ' \\n'; }
call() { curl -sS -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -H "Idempotency-Key: $(new_key)" "$@"; }

KEY=$ADMIN_API_KEY
call $API/v1/tenants -d '{"name":"Comercial Araucária Ltda","taxId":"11.222.333/0001-81","features":["boleto","online_banking"]}'
call $API/v1/tenants/<company id>/api-keys -d '{"name":"ERP","role":"erp"}'   # its key begins with rms_erp_
\`\`\`

From here on with your own key, which is shown once:

\`\`\`sh
KEY=rms_erp_...
\`\`\`

**2. Account.** The key made at Asaas is tried, its webhook set up. Mind the single quotes: a \`$\` is eaten elsewhere. To
practise against the simulator, \`curl -X POST http://localhost:3900/control/accounts\` makes an account and tells its
agency, number, digit and key.

\`\`\`sh
call $API/v1/accounts -d '{"bankCode":"461","name":"Asaas","agency":"0001","number":"1234567","digit":"8",
  "environment":"sandbox","apiKey":"$aact_hmlg_..."}'
\`\`\`

If \`webhook.status\` is \`manual\`, paste \`webhook.url\` and \`webhook.token\` at Asaas (Integrações → Webhooks). Otherwise the
webhook is watched and mended by itself; \`webhook.cause\` says what stands in the way.

**3. Documents.** Up to 1,000 at a time, each known by your own \`erpId\`. The answer tells per row \`created\`,
\`updated\`, \`unchanged\` or \`invalid\` with every fault; sending a row again changes nothing.

\`\`\`sh
call $API/v1/documents -d '{"documents":[{"erpId":"CR-1","number":"12345-1","amountCents":134556,"dueDate":"2030-12-10",
  "payer":{"taxId":"529.982.247-25","name":"Maria Souza"},"fine":{"type":"percentage","percent":2},
  "interest":{"percentPerMonth":1}}]}'
\`\`\`

**4. Remittance.** Sends documents to collection, named by your ids or ours; each is registered by itself.

\`\`\`sh
call $API/v1/remittances/preview -d '{"accountId":"<account id>","filter":{}}'   # what would go, what is wrong with the rest
call $API/v1/remittances -d '{"accountId":"<account id>","erpIds":["CR-1"]}'
call $API/v1/remittances/<remittance id>                                         # counts: registered, rejected, waiting
\`\`\`

All that waits for a person or a cure, \`GET /v1/problems\` tells in one line each: what was rejected, flags, refused keys, stopped
webhooks, holds, with words, cure and a \`link\` to the list. Correct a
document and send it again in one step:

\`\`\`sh
call $API/v1/documents/erp:CR-1/retransmit -d '{"changes":{"dueDate":"2030-12-20"},"payer":{"phone":"41998765432"}}'
\`\`\`

**5. Amend.** A changed discount, rebate (\`rebateCents\`, abatimento), addition or due date reaches Asaas by itself; \`syncedVersion\`
follows \`version\`. \`reason\` says why, on the timeline.

\`\`\`sh
call -X PATCH -H 'If-Match: "1"' $API/v1/documents/erp:CR-1 -d '{"dueDate":"2030-12-20"}'
\`\`\`

**6. Slip.** \`GET /v1/documents/erp:CR-1/boleto\` has the link, the digitable line and the Pix code; \`/boleto.pdf\` is the boleto alone.

**7. Events.** Keep the last \`sequence\` you dealt with and ask what came after it; \`wait\` holds the answer back until
there is something.

\`\`\`sh
call "$API/v1/events?after=0&wait=30"
\`\`\`

\`document.settled\` carries gross, fee and net, what they are made of (face, addition, rebate, discount, fine, interest), our own
calculation of that day (\`expected\`) with \`differenceCents\`, payment and credit dates, and your own ids. A document's \`settlement\`
says the same. What each type carries is under _Webhooks_ in this page, with an example; the feed has the same \`data\`.

**8. Or be told.** \`POST /v1/webhook-endpoints\` has the same events posted to an address of yours, signed, tried for a week. The address is asked
first: answer \`webhook_endpoint.challenged\` with 200 and \`{"challenge": "<data.challenge>"}\`.

\`GET /v1/summary\` says how all of it stands: by status, overdue by age, coming due, received today.

## Rules that hold everywhere

* **Money** is whole centavos (\`...Cents\`), **dates** are \`YYYY-MM-DD\` in São Paulo, **instants** RFC 3339 in UTC.
* **Idempotency-Key** is required on every POST that stores something. Repeat a call whose answer was lost with the same key and body: it is
  done once and answered the same for ever (\`Idempotent-Replayed: true\`). 409: the first is still under way. 422: the key
  belongs to another call. A call that failed kept nothing: correct it and use the key again.
* **Errors** are \`application/problem+json\`: act on \`code\`, show \`detail\`, quote \`requestId\`; \`type\` leads to [its page](/docs/problems). A body with faults names all
  of them in \`errors: [{path, code, message}]\` (\`moreErrors\` counts those beyond what one call is told). Send \`Accept-Language: pt-BR\` for Portuguese.
* **Limits.** \`RateLimit-Policy\` and \`RateLimit\` tell how many calls your key may make and how many are left (\`X-RateLimit-…\` says the
  same). 429: nothing was done; repeat the call after \`Retry-After\` seconds, with the same Idempotency-Key.
* **202** means written down: it finishes by itself, whatever fails meanwhile. Follow the resource or the events.
* **If-Match** with the ETag of a document protects you from deciding on an old state (412).
* **Lists** answer \`{data, nextCursor}\`; ask again with \`cursor\` until it is null. \`?format=csv\` and \`?format=xlsx\` (or the Accept header) give all
  that the same filter finds as a file for a spreadsheet, however many rows.
* **Roles.** \`erp\` does everything here but the administration; \`operator\` everything but entering documents; \`viewer\`
  reads; \`admin\` is the vendor: companies, licences, keys.

* **Your own ids** work wherever ours do: \`/v1/documents/erp:CR-1\` (percent-encoded in a path), \`erpIds\` beside \`documentIds\`,
  \`?erpId=CR-1\` in lists. A company has one document of an \`erpId\`.
* **gzip**: send \`Accept-Encoding: gzip\`; lists become a tenth.

## In TypeScript, and elsewhere

The operation ids, types and examples of [openapi.json](/openapi.json) make a client in most languages. In TypeScript, without any generated code that runs:

\`\`\`sh
npx openapi-typescript $API/openapi.json -o remessa.ts && npm install openapi-fetch
\`\`\`

\`\`\`ts
import createClient from 'openapi-fetch';
import type { paths } from './remessa';

const remessa = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:3000', headers: { authorization: 'Bearer ' + process.env.KEY } });
const { data, error } = await remessa.POST('/v1/remittances', {
  params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  body: { accountId: '<account id>', erpIds: ['CR-1'] },
});
if (error) console.error(error.code, error.detail);
else console.log(data.counts);
\`\`\`

[postman.json](/postman.json) is the same for Postman, Bruno and Insomnia: set \`baseUrl\` and \`key\`.

## When webhooks do not arrive

\`POST /v1/settlement-returns {accountId, paidFrom, paidTo}\` reads what the account received. Once its \`status\` is \`ready\`, look at
\`/items\` (\`?format=csv\` or \`xlsx\` for a spreadsheet) and \`POST .../process\`: all, or the \`chargeIds\` you choose. Whatever a webhook settled before or settles
after is not settled again. Payments of charges that nobody here created are in \`GET /v1/unidentified-receipts\`; assign each to its
document.

## The life of a document

\`pending\` → \`registering\` → \`registered\` → (\`overdue\`) → \`paid\` → \`settled\`. Beside it: \`rejected\` (correct it and
retransmit), \`uncertain\` (a create call without an answer; it resolves itself), \`cancelled\` (may be sent again),
\`refunded\`. \`flags\` mark what a person should look at; \`flagDetails\` says of each what it means, since when, of how
much, and the ways out. \`GET /v1/flags\` lists them all: paid twice, after a cancellation, by a slip from before an amendment, in part; refunds
in part, asked for and denied; chargebacks. Where money is at stake the ERP is told, too: \`document.paid_twice\`, \`document.superseded_slip_paid\`,
\`document.refund_denied\`, \`document.chargeback_opened\`, \`..._disputed\`, \`..._reversed\`, \`..._lost\`.

## Sending by itself

\`POST /v1/sending-rules {name, accountId, dueWithinDays: 10}\` makes a rule; it is off until you \`PATCH {"enabled": true}\`. Ask
\`POST /v1/sending-rules/preview\` with the same terms first: which documents would go, how many, how much, and what keeps the others.
An enabled rule sends a document as it is entered (the answer has its \`remittanceId\`), and later what comes into its period. Without \`accountId\` it
sends to each payer's default account (\`PATCH /v1/payers/{id} {defaultAccountId}\`). \`GET /v1/audit\` tells who changed which rule, account or key.

## Asaas' own notices

Asaas can send e-mails, SMS and WhatsApp messages to your payers, for a fee. They are off unless you want them. \`GET /v1/accounts/{id}/notices\` tells first what one
document costs (\`price.perDocumentCents\`); \`PUT\` with \`{"notifyPayers": true}\` switches them for all payers of the account. \`notices\` chooses which go out and how:
\`{"notices": [{"kind": "before_due", "days": 5, "channels": ["email", "whatsapp"]}, {"kind": "overdue", "channels": ["sms"]}]}\`; a kind that is left out does not go out.
New payers follow at once, known ones in the background: \`progress\` says how many of how many. The newest change wins, and a payer's own \`notify\` comes before it.

## Try every case

\`npm start\` runs an Asaas look-alike at port 3900, with a page of buttons at its bare address. Its own calls need no key:

\`\`\`sh
curl -sS -H 'Content-Type: application/json' -X POST http://localhost:3900/control/charges/<chargeId>/pay -d '{"method":"pix"}'
\`\`\`

\`{charge}\` is a document's \`chargeId\`, \`{account}\` the \`id\` that \`POST /control/accounts\` answered.

${simulatorTable('en')}

## What may change, and what may not

Within \`/v1\` we add and never take away. **Not breaking**, so be ready for it: a new operation, a new optional field or
parameter, a new field in an answer, a new event type, a new problem or fault code, a new flag, a longer text, another
order of fields. **Breaking**, and so done only under a new prefix beside the old one: a field, operation, event type or code that
goes or changes its meaning or type; an optional field that becomes required; a status of the document that is new or that moves
otherwise; a default that changes; a bound that becomes narrower. Operation ids, codes and event types are kept for ever.

### What changed

Before the first release, so nothing had to be kept:

${whatChanged('en')}
`.trim();
