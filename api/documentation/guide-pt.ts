import { simulatorTable } from './simulator-cases.ts';
import { whatChanged } from './what-changed.ts';

/** The guide in Portuguese. Markdown. */
export const portugueseGuide = `
A Remessa põe os seus recebíveis em cobrança no Asaas e mantém os dois lados iguais até o dinheiro ser baixado.

## O trabalho todo em oito chamadas

**1. Empresa e chave.** O fornecedor (chave \`ADMIN_API_KEY\`, papel \`admin\`) cria a sua empresa e a chave dela, uma vez. O \`npm start\` mostra a chave
de uma primeira empresa, pronta para usar; nesse caso siga para o passo 2.

\`\`\`sh
API=http://localhost:3000
new_key() { od -An -N16 -tx1 /dev/urandom | tr -d ' \\n'; }
call() { curl -sS -H "Authorization: Bearer $KEY" -H 'Accept-Language: pt-BR' -H 'Content-Type: application/json' \\
  -H "Idempotency-Key: $(new_key)" "$@"; }

KEY=$ADMIN_API_KEY
call $API/v1/tenants -d '{"name":"Comercial Araucária Ltda","taxId":"11.222.333/0001-81","features":["boleto","online_banking"]}'
call $API/v1/tenants/<id da empresa>/api-keys -d '{"name":"ERP","role":"erp"}'   # a chave começa com rms_erp_
\`\`\`

Daqui em diante com a sua chave, que aparece uma só vez:

\`\`\`sh
KEY=rms_erp_...
\`\`\`

**2. Conta.** A chave feita no Asaas é testada e o webhook, configurado. Use aspas simples: fora delas o \`$\` se perde. Para
praticar no simulador, \`curl -X POST http://localhost:3900/control/accounts\` cria uma conta e informa agência, número, dígito e chave.

\`\`\`sh
call $API/v1/accounts -d '{"bankCode":"461","name":"Asaas","agency":"0001","number":"1234567","digit":"8",
  "environment":"sandbox","apiKey":"$aact_hmlg_..."}'
\`\`\`

Se \`webhook.status\` for \`manual\`, cole \`webhook.url\` e \`webhook.token\` no Asaas (Integrações → Webhooks). Nos outros casos o
webhook é vigiado e consertado sozinho; \`webhook.cause\` diz o que falta.

**3. Documentos.** Até 1.000 por vez, cada um conhecido pelo seu \`erpId\`. A resposta diz, linha a linha, \`created\`, \`updated\`,
\`unchanged\` ou \`invalid\` com todos os erros; enviar a linha de novo não muda nada.

\`\`\`sh
call $API/v1/documents -d '{"documents":[{"erpId":"CR-1","number":"12345-1","amountCents":134556,"dueDate":"2030-12-10",
  "payer":{"taxId":"529.982.247-25","name":"Maria Souza"},"fine":{"type":"percentage","percent":2},
  "interest":{"percentPerMonth":1}}]}'
\`\`\`

**4. Remessa.** Envia documentos para cobrança, pelos seus ids ou pelos nossos; cada um é registrado sozinho.

\`\`\`sh
call $API/v1/remittances/preview -d '{"accountId":"<id da conta>","filter":{}}'   # o que iria, e o que impede o resto
call $API/v1/remittances -d '{"accountId":"<id da conta>","erpIds":["CR-1"]}'
call $API/v1/remittances/<id da remessa>                                          # contagens: registered, rejected, waiting
\`\`\`

O que foi rejeitado, ou precisa de uma pessoa, \`GET /v1/problems\` agrupa por causa, com as palavras do Asaas e a solução. Corrija
e envie de novo em um só passo:

\`\`\`sh
call $API/v1/documents/erp:CR-1/retransmit -d '{"changes":{"dueDate":"2030-12-20"},"payer":{"phone":"41998765432"}}'
\`\`\`

**5. Alteração.** Desconto, acréscimo ou vencimento alterado chega sozinho ao Asaas; \`syncedVersion\` acompanha \`version\`.

\`\`\`sh
call -X PATCH -H 'If-Match: "1"' $API/v1/documents/erp:CR-1 -d '{"dueDate":"2030-12-20"}'
\`\`\`

**6. Boleto.** \`GET /v1/documents/erp:CR-1/boleto\` traz o link, a linha digitável e o código Pix; \`/boleto.pdf\` é só o boleto.

**7. Eventos.** Guarde o último \`sequence\` tratado e peça o que veio depois; \`wait\` segura a resposta até haver novidade.

\`\`\`sh
call "$API/v1/events?after=0&wait=30"
\`\`\`

\`document.settled\` traz bruto, tarifa, líquido, juros e multa, desconto, datas de pagamento e crédito, e os seus ids.

**8. Ou seja avisado.** \`POST /v1/webhook-endpoints\` envia os mesmos eventos a um endereço seu, assinados, por até uma semana. O endereço é
perguntado antes: responda a \`webhook_endpoint.challenged\` com 200 e \`{"challenge": "<data.challenge>"}\`.

## Regras que valem em tudo

* **Dinheiro** em centavos inteiros (\`...Cents\`), **datas** \`AAAA-MM-DD\` em São Paulo, **instantes** RFC 3339 em UTC.
* **Idempotency-Key** é obrigatório em todo POST que grava. Se a resposta se perdeu, repita a chamada com a mesma chave e o mesmo corpo:
  é feita uma vez e respondida igual para sempre (\`Idempotent-Replayed: true\`). 409: a primeira ainda está em andamento. 422: a chave
  é de outra chamada. Uma chamada que falhou não gravou nada: corrija e use a chave de novo.
* **Erros** são \`application/problem+json\`: decida por \`code\`, mostre \`detail\`, cite \`requestId\`; \`type\` leva à
  [página que explica](/docs/problems?lang=pt). Um corpo com erros traz todos em \`errors: [{path, code, message}]\`. Envie
  \`Accept-Language: pt-BR\` para recebê-los em português.
* **Limites.** \`RateLimit-Policy\` e \`RateLimit\` dizem quantas chamadas a sua chave pode fazer e quantas restam. 429: nada foi feito;
  repita após \`Retry-After\` segundos, com a mesma Idempotency-Key.
* **202** quer dizer anotado: termina sozinho, aconteça o que acontecer. Acompanhe o recurso ou os eventos.
* **If-Match** com o ETag do documento protege de decidir sobre um estado antigo (412).
* **Listas** respondem \`{data, nextCursor}\`; peça de novo com \`cursor\` até vir nulo. \`?format=csv\` e \`?format=xlsx\` (ou
  o cabeçalho Accept) dão tudo o que o mesmo filtro encontra como arquivo para planilha, com quantas linhas for.
* **Papéis.** \`erp\` faz tudo menos administrar; \`operator\`, tudo menos incluir documentos; \`viewer\` lê; \`admin\` é o fornecedor.
* **Os seus ids** valem onde valem os nossos: \`/v1/documents/erp:CR-1\` (com percent-encoding no caminho), \`erpIds\` ao lado de
  \`documentIds\`, \`?erpId=CR-1\` nas listas. Uma empresa tem um só documento por \`erpId\`.
* **gzip**: envie \`Accept-Encoding: gzip\`; listas ficam com um décimo do tamanho.

## Em TypeScript, e em outras linguagens

Os ids, tipos e exemplos de [openapi.json](/openapi.json) geram um cliente em quase toda linguagem. Em TypeScript, só com tipos gerados:

\`\`\`sh
npx openapi-typescript $API/openapi.json -o remessa.ts && npm install openapi-fetch
\`\`\`

\`\`\`ts
import createClient from 'openapi-fetch';
import type { paths } from './remessa';

const remessa = createClient<paths, 'application/json'>({ baseUrl: 'http://localhost:3000', headers: { authorization: 'Bearer ' + process.env.KEY } });
const { data, error } = await remessa.POST('/v1/remittances', {
  params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  body: { accountId: '<id da conta>', erpIds: ['CR-1'] },
});
if (error) console.error(error.code, error.detail);
else console.log(data.counts);
\`\`\`

[postman.json](/postman.json) é o mesmo para Postman, Bruno e Insomnia: preencha \`baseUrl\` e \`key\`.

## Quando os webhooks não chegam

\`POST /v1/settlement-returns {accountId, paidFrom, paidTo}\` lê o que a conta recebeu. Quando \`status\` for \`ready\`, veja \`/items\`
(\`?format=csv\` ou \`xlsx\` para planilha) e \`POST .../process\`: tudo, ou os \`chargeIds\` escolhidos. O que um webhook baixou antes, ou baixar depois, não é baixado
de novo. Pagamentos de cobranças que ninguém criou aqui estão em \`GET /v1/unidentified-receipts\`; atribua cada um ao seu documento.

## A vida de um documento

\`pending\` → \`registering\` → \`registered\` → (\`overdue\`) → \`paid\` → \`settled\`. Ao lado: \`rejected\` (corrija e transmita novamente),
\`uncertain\` (criação sem resposta; resolve-se sozinho), \`cancelled\` (pode ser enviado de novo), \`refunded\`. \`flags\` marcam o que
uma pessoa deve olhar. Quando há dinheiro em jogo o ERP também é avisado: \`document.paid_twice\`, \`document.superseded_slip_paid\`,
\`document.refund_denied\`, \`document.chargeback_opened\`, \`..._disputed\`, \`..._reversed\`, \`..._lost\`.

## Envio automático

\`POST /v1/sending-rules {name, accountId, dueWithinDays: 10}\` cria uma regra; fica desligada até \`PATCH {"enabled": true}\`. Antes, peça
\`POST /v1/sending-rules/preview\` com os mesmos termos: quais documentos iriam, quantos, quanto, e o que impede os outros. Ligada, a regra envia o
documento na inclusão (a resposta traz o \`remittanceId\`) e depois o que entrar no prazo. Sem \`accountId\`, envia pela conta padrão de cada pagador
(\`PATCH /v1/payers/{id} {defaultAccountId}\`). \`GET /v1/audit\` diz quem mudou qual regra, conta ou chave.

## Os avisos do Asaas

O Asaas pode avisar os pagadores por e-mail, SMS e WhatsApp, com tarifa. Os avisos ficam desligados até que você queira. \`GET /v1/accounts/{id}/notices\` diz antes quanto custa
um documento (\`price.perDocumentCents\`); \`PUT\` com \`{"notifyPayers": true}\` liga os avisos para todos os pagadores da conta. \`notices\` escolhe quais saem e por onde:
\`{"notices": [{"kind": "before_due", "days": 5, "channels": ["email", "whatsapp"]}, {"kind": "overdue", "channels": ["sms"]}]}\`; um tipo omitido não sai.
Os pagadores novos seguem na hora, os conhecidos em segundo plano: \`progress\` diz quantos de quantos. Vale a mudança mais nova, e antes dela o \`notify\` do próprio pagador.

## Prove cada caso

O \`npm start\` roda um sósia do Asaas na porta 3900, com uma página de botões no endereço puro. As chamadas dele não pedem chave:

\`\`\`sh
curl -sS -H 'Content-Type: application/json' -X POST http://localhost:3900/control/charges/<chargeId>/pay -d '{"method":"pix"}'
\`\`\`

\`{charge}\` é o \`chargeId\` do documento, \`{account}\` o \`id\` que \`POST /control/accounts\` respondeu.

${simulatorTable('pt-BR')}

## O que pode mudar, e o que não pode

Em \`/v1\` acrescentamos e nunca tiramos. **Não quebra**, e o seu programa deve aceitar: operação nova, campo ou parâmetro opcional novo, campo novo em
uma resposta, tipo de evento novo, código de problema ou de erro novo, marca nova, texto mais longo, outra ordem de campos.
**Quebra**, e por isso só sob um prefixo novo ao lado do antigo: campo, operação, tipo de evento ou código que sai ou muda de
sentido ou de tipo; campo opcional que passa a obrigatório; situação de documento nova ou que anda de outro jeito; valor padrão que muda;
limite que fica menor.
Os ids das operações, os códigos e os tipos de evento ficam para sempre.

### O que mudou

Antes da primeira versão, quando nada precisava ser mantido:

${whatChanged('pt-BR')}
`.trim();
