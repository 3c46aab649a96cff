import type { Bilingual } from '../http/language.ts';

interface ProblemText {
  status: number;
  title: Bilingual;
  /** Says what to do. The code that throws fills in the `{name}` places. */
  detail: Bilingual;
}

/** Every problem that this API can answer with. The codes are for programs and never change. */
export const problemTexts = {
  malformed_json: {
    status: 400,
    title: { en: 'Malformed JSON', 'pt-BR': 'JSON malformado' },
    detail: {
      en: 'The body is not valid JSON in UTF-8. Correct it and send it again.',
      'pt-BR': 'O corpo não é um JSON válido em UTF-8. Corrija e envie de novo.',
    },
  },
  body_too_deep: {
    status: 400,
    title: { en: 'The body is nested too deeply', 'pt-BR': 'O corpo tem níveis demais' },
    detail: {
      en: 'The body may have up to {limit} levels. Flatten it.',
      'pt-BR': 'O corpo pode ter até {limit} níveis. Reduza-os.',
    },
  },
  invalid_request: {
    status: 400,
    title: { en: 'The request has faults', 'pt-BR': 'A requisição tem erros' },
    detail: {
      en: 'Nothing was stored. Correct what `errors` names, all of it, and send it again.',
      'pt-BR': 'Nada foi gravado. Corrija tudo o que `errors` aponta e envie de novo.',
    },
  },
  idempotency_key_missing: {
    status: 400,
    title: { en: 'Idempotency-Key is missing', 'pt-BR': 'Falta o cabeçalho Idempotency-Key' },
    detail: {
      en: 'Send the header Idempotency-Key (1 to 255 visible characters, such as a UUID), the same one when you repeat this call.',
      'pt-BR':
        'Envie o cabeçalho Idempotency-Key (1 a 255 caracteres visíveis, por exemplo um UUID), o mesmo ao repetir esta chamada.',
    },
  },
  unauthenticated: {
    status: 401,
    title: { en: 'The key is not accepted', 'pt-BR': 'A chave não é aceita' },
    detail: {
      en: 'Send a valid key in the header Authorization: Bearer <key>. It may be missing, mistyped or revoked.',
      'pt-BR':
        'Envie uma chave válida no cabeçalho Authorization: Bearer <chave>. Ela pode estar ausente, errada ou revogada.',
    },
  },
  sign_in_refused: {
    status: 401,
    title: { en: 'Not signed in', 'pt-BR': 'Acesso não autorizado' },
    detail: {
      en: 'Login and password do not agree, or the key or link is not valid any more. Check them and try again.',
      'pt-BR': 'Usuário e senha não conferem, ou a chave ou o link não vale mais. Confira e tente de novo.',
    },
  },
  session_ended: {
    status: 401,
    title: { en: 'The session has ended', 'pt-BR': 'A sessão terminou' },
    detail: {
      en: 'Sign in again. A session ends after 30 minutes without use and after 12 hours.',
      'pt-BR': 'Entre de novo. A sessão termina depois de 30 minutos sem uso e depois de 12 horas.',
    },
  },
  csrf_refused: {
    status: 403,
    title: { en: 'Not sent by a page of this session', 'pt-BR': 'Não enviado por uma página desta sessão' },
    detail: {
      en: 'A write within a session must come from a page of this address and carry its header X-CSRF-Token. Reload the page.',
      'pt-BR':
        'Uma gravação dentro de uma sessão deve vir de uma página deste endereço e trazer o cabeçalho X-CSRF-Token. Recarregue a página.',
    },
  },
  confirmation_needed: {
    status: 403,
    title: { en: 'Confirm that it is you', 'pt-BR': 'Confirme que é você' },
    detail: {
      en: 'This step needs your password, or the key or a new link that you sign in by, once more. Repeat it and confirm; that holds for ten minutes. Programs: POST /v1/sessions/current/confirm, then the same call again.',
      'pt-BR':
        'Este passo pede de novo a sua senha, ou a chave ou um link novo com que você entra. Repita-o e confirme; vale por dez minutos. Programas: POST /v1/sessions/current/confirm, depois a mesma chamada.',
    },
  },
  too_many_sign_ins: {
    status: 429,
    title: { en: 'Too many attempts', 'pt-BR': 'Tentativas demais' },
    detail: {
      en: 'Wait {minutes} minutes and try again.',
      'pt-BR': 'Aguarde {minutes} minutos e tente de novo.',
    },
  },
  login_taken: {
    status: 409,
    title: { en: 'The login is taken', 'pt-BR': 'O usuário já existe' },
    detail: {
      en: 'Somebody else signs in by this login. Choose another.',
      'pt-BR': 'Outra pessoa já entra com este usuário. Escolha outro.',
    },
  },
  forbidden: {
    status: 403,
    title: { en: 'Not allowed for this key', 'pt-BR': 'Não permitido para esta chave' },
    detail: {
      en: 'A key with the role {role} may not do this. Use a key with one of these roles: {roles}.',
      'pt-BR':
        'Uma chave com o papel {role} não pode fazer isto. Use uma chave com um destes papéis: {roles}.',
    },
  },
  feature_missing: {
    status: 403,
    title: { en: 'Not in the licence', 'pt-BR': 'Não incluído na licença' },
    detail: {
      en: 'The company’s licence lacks: {features}. Ask the vendor to add it.',
      'pt-BR': 'A licença da empresa não tem: {features}. Peça a inclusão ao fornecedor.',
    },
  },
  not_found: {
    status: 404,
    title: { en: 'Not found', 'pt-BR': 'Não encontrado' },
    detail: {
      en: 'There is nothing at this address for this key. Check the path and the id.',
      'pt-BR': 'Não há nada neste endereço para esta chave. Confira o caminho e o id.',
    },
  },
  erp_id_unknown: {
    status: 404,
    title: { en: 'No document of this erpId', 'pt-BR': 'Nenhum documento com este erpId' },
    detail: {
      en: 'Your company has no document whose erpId is {erpId}. Check how it is written (in a path it is percent-encoded), or enter the document: POST /v1/documents.',
      'pt-BR':
        'A sua empresa não tem documento com o erpId {erpId}. Confira como foi escrito (no caminho vai com percent-encoding), ou inclua o documento: POST /v1/documents.',
    },
  },
  method_not_allowed: {
    status: 405,
    title: { en: 'Method not allowed', 'pt-BR': 'Método não permitido' },
    detail: {
      en: 'This address takes {methods}.',
      'pt-BR': 'Este endereço aceita {methods}.',
    },
  },
  idempotency_in_progress: {
    status: 409,
    title: { en: 'The first call is under way', 'pt-BR': 'A primeira chamada está em andamento' },
    detail: {
      en: 'A call with this Idempotency-Key is still being worked on. Repeat it in a moment to get its answer.',
      'pt-BR':
        'Uma chamada com esta Idempotency-Key ainda está em andamento. Repita em instantes para receber a resposta.',
    },
  },
  too_many_endpoints: {
    status: 409,
    title: { en: 'Too many endpoints', 'pt-BR': 'Endereços demais' },
    detail: {
      en: 'A company may have up to {limit} endpoints. Remove one that is no longer used.',
      'pt-BR': 'Uma empresa pode ter até {limit} endereços. Remova um que não é mais usado.',
    },
  },
  too_many_rules: {
    status: 409,
    title: { en: 'Too many rules', 'pt-BR': 'Regras demais' },
    detail: {
      en: 'A company may have up to {limit} rules. Remove one that is no longer used.',
      'pt-BR': 'Uma empresa pode ter até {limit} regras. Remova uma que não é mais usada.',
    },
  },
  too_many_views: {
    status: 409,
    title: { en: 'Too many views', 'pt-BR': 'Visões demais' },
    detail: {
      en: 'You may keep up to {limit} views of a list. Remove one that is no longer used.',
      'pt-BR': 'Você pode guardar até {limit} visões de uma lista. Exclua uma que não usa mais.',
    },
  },
  view_name_taken: {
    status: 409,
    title: { en: 'You have a view by this name', 'pt-BR': 'Você já tem uma visão com este nome' },
    detail: {
      en: 'Choose another name, or change the view that has it.',
      'pt-BR': 'Escolha outro nome, ou altere a visão que o tem.',
    },
  },
  amendment_under_way: {
    status: 409,
    title: { en: 'An amendment is on its way to Asaas', 'pt-BR': 'Há uma alteração a caminho do Asaas' },
    detail: {
      en: 'The boleto of {number} changes with it. Ask again in a few seconds.',
      'pt-BR': 'O boleto de {number} muda com ela. Peça de novo em alguns segundos.',
    },
  },
  charge_unknown: {
    status: 409,
    title: { en: 'Asaas does not know the charge', 'pt-BR': 'O Asaas não conhece a cobrança' },
    detail: {
      en: 'It was removed at Asaas, or belongs to another account. Cancel the document and send it again: a new charge is made.',
      'pt-BR':
        'Ela foi removida no Asaas, ou é de outra conta. Cancele o documento e envie-o de novo: uma nova cobrança nasce.',
    },
  },
  boleto_missing: {
    status: 409,
    title: { en: 'There is no boleto', 'pt-BR': 'Não há boleto' },
    detail: {
      en: 'The charge of {number} is of Pix alone. Give its payer the Pix code.',
      'pt-BR': 'A cobrança de {number} é só de Pix. Entregue ao pagador o código Pix.',
    },
  },
  not_allowed_now: {
    status: 409,
    title: { en: 'Not possible in this status', 'pt-BR': 'Não é possível nesta situação' },
    detail: {
      en: 'The document is {status}; this is possible when it is {allowed}.',
      'pt-BR': 'O documento está {status}; isto é possível quando está {allowed}.',
    },
  },
  not_erasable: {
    status: 409,
    title: { en: 'The payer cannot be erased yet', 'pt-BR': 'O pagador ainda não pode ser apagado' },
    detail: {
      en: 'Nothing was erased: {codes}. The preview names the documents, what to do, and from which day on.',
      'pt-BR': 'Nada foi apagado: {codes}. A prévia diz quais documentos, o que fazer e a partir de que dia.',
    },
  },
  other_than_shown: {
    status: 409,
    title: { en: 'Not what the preview showed', 'pt-BR': 'Diferente do que a prévia mostrou' },
    detail: {
      en: 'Nothing was erased: the payer or a document changed since. Look at the preview again and send its confirmation.',
      'pt-BR':
        'Nada foi apagado: o pagador ou um documento mudou desde então. Veja a prévia de novo e envie a confirmação dela.',
    },
  },
  already_waiting: {
    status: 409,
    title: { en: 'Already on its way', 'pt-BR': 'Já está a caminho' },
    detail: {
      en: 'The document already waits for its outcome in the remittance {remittanceId}. Nothing was changed; wait for it.',
      'pt-BR': 'O documento já aguarda o resultado na remessa {remittanceId}. Nada foi alterado; aguarde.',
    },
  },
  cancellation_pending: {
    status: 409,
    title: { en: 'A cancellation is under way', 'pt-BR': 'Há um cancelamento em andamento' },
    detail: {
      en: 'The document’s cancellation was already asked for. Wait until it is cancelled (or the cancellation is refused).',
      'pt-BR':
        'O cancelamento do documento já foi pedido. Aguarde até que esteja cancelado (ou o cancelamento seja recusado).',
    },
  },
  never_sent: {
    status: 409,
    title: { en: 'Never sent', 'pt-BR': 'Nunca foi enviado' },
    detail: {
      en: 'The document was in no remittance yet, so there is nothing to transmit again. Send it in one: POST /v1/remittances.',
      'pt-BR':
        'O documento ainda não esteve em nenhuma remessa; não há o que transmitir novamente. Envie-o: POST /v1/remittances.',
    },
  },
  cash_receipt_missing: {
    status: 409,
    title: { en: 'Not received in cash', 'pt-BR': 'Não foi recebido em dinheiro' },
    detail: {
      en: 'The document was settled by a payment at Asaas; only a cash receipt can be undone.',
      'pt-BR':
        'O documento foi baixado por pagamento no Asaas; só o recebimento em dinheiro pode ser desfeito.',
    },
  },
  return_loading: {
    status: 409,
    title: {
      en: 'The settlement return is still being read',
      'pt-BR': 'O retorno ainda está sendo carregado',
    },
    detail: {
      en: 'Its payments are still being read at Asaas. Wait until its status is ready and choose then.',
      'pt-BR':
        'Os pagamentos ainda estão sendo lidos no Asaas. Aguarde a situação ready (pronto) e escolha então.',
    },
  },
  receipt_assigned: {
    status: 409,
    title: { en: 'The receipt is assigned already', 'pt-BR': 'O recebimento já está atribuído' },
    detail: {
      en: 'The receipt was assigned to the document {documentId}; a receipt is assigned once.',
      'pt-BR':
        'O recebimento foi atribuído ao documento {documentId}; um recebimento é atribuído uma só vez.',
    },
  },
  cannot_take: {
    status: 409,
    title: { en: 'This value cannot be taken', 'pt-BR': 'Este valor não pode ser escolhido' },
    detail: {
      en: '{why} Nothing was changed.',
      'pt-BR': '{why} Nada foi alterado.',
    },
  },
  cannot_be_paid: {
    status: 409,
    title: { en: 'Nobody can pay this now', 'pt-BR': 'Isto não pode ser pago agora' },
    detail: {
      en: 'The simulator received nothing for the document. {why}',
      'pt-BR': 'O simulador não recebeu nada pelo documento. {why}',
    },
  },
  account_exists: {
    status: 409,
    title: { en: 'The account is already there', 'pt-BR': 'A conta já está cadastrada' },
    detail: {
      en: 'This Asaas account is already registered as {accountId}. Change that one instead.',
      'pt-BR': 'Esta conta do Asaas já está cadastrada como {accountId}. Altere aquela.',
    },
  },
  account_unusable: {
    status: 409,
    title: { en: 'The account cannot be used', 'pt-BR': 'A conta não pode ser usada' },
    detail: {
      en: 'The account is disabled, or Asaas refuses its key. Enable it or give it a new key first.',
      'pt-BR':
        'A conta está desativada ou o Asaas recusa a chave dela. Reative-a ou informe uma nova chave antes.',
    },
  },
  precondition_failed: {
    status: 412,
    title: { en: 'Changed in the meantime', 'pt-BR': 'Alterado nesse meio-tempo' },
    detail: {
      en: 'The document is at version {version}, not at the one named by If-Match. Read it again and decide anew.',
      'pt-BR':
        'O documento está na versão {version}, não na indicada em If-Match. Leia-o de novo e decida outra vez.',
    },
  },
  request_too_slow: {
    status: 408,
    title: { en: 'The call came too slowly', 'pt-BR': 'A chamada chegou devagar demais' },
    detail: {
      en: 'Nothing was done: the call did not arrive whole in time. Send it again, a large one in parts.',
      'pt-BR':
        'Nada foi feito: a chamada não chegou inteira a tempo. Envie de novo; se for grande, em partes.',
    },
  },
  body_too_large: {
    status: 413,
    title: { en: 'The body is too large', 'pt-BR': 'O corpo é grande demais' },
    detail: {
      en: 'The body may have up to {limitKiB} KiB. Split it into several calls.',
      'pt-BR': 'O corpo pode ter até {limitKiB} KiB. Divida-o em várias chamadas.',
    },
  },
  unsupported_media_type: {
    status: 415,
    title: { en: 'Not JSON', 'pt-BR': 'Não é JSON' },
    detail: {
      en: 'Send the body as Content-Type: application/json in UTF-8, not compressed.',
      'pt-BR': 'Envie o corpo como Content-Type: application/json em UTF-8, sem compressão.',
    },
  },
  head_too_large: {
    status: 431,
    title: {
      en: 'Address and headers are too large',
      'pt-BR': 'O endereço e os cabeçalhos são grandes demais',
    },
    detail: {
      en: 'Address and headers together may have up to {limitKiB} KiB. Shorten what you search for, or send fewer headers.',
      'pt-BR':
        'O endereço e os cabeçalhos juntos podem ter até {limitKiB} KiB. Reduza o que procura ou envie menos cabeçalhos.',
    },
  },
  answer_too_large: {
    status: 422,
    title: { en: 'The answer would be too large', 'pt-BR': 'A resposta seria grande demais' },
    detail: {
      en: 'The answer would exceed the {limitKiB} KiB that are kept for a repeated call. Nothing was stored. Send fewer rows per call.',
      'pt-BR':
        'A resposta passaria dos {limitKiB} KiB que são guardados para uma chamada repetida. Nada foi gravado. Envie menos linhas por chamada.',
    },
  },
  idempotency_key_reused: {
    status: 422,
    title: {
      en: 'The Idempotency-Key belongs to another call',
      'pt-BR': 'A Idempotency-Key é de outra chamada',
    },
    detail: {
      en: 'This Idempotency-Key was used for a call with another path or body. Use a new key for a new call.',
      'pt-BR':
        'Esta Idempotency-Key foi usada numa chamada com outro caminho ou corpo. Use uma nova chave para uma nova chamada.',
    },
  },
  key_of_other_environment: {
    status: 422,
    title: {
      en: 'The Asaas key is of the other environment',
      'pt-BR': 'A chave do Asaas é do outro ambiente',
    },
    detail: {
      en: 'The key is of {keyEnvironment}, the account of {environment}. Use a key made in {environment}.',
      'pt-BR':
        'A chave é de {keyEnvironment} e a conta de {environment}. Use uma chave gerada em {environment}.',
    },
  },
  key_refused_by_asaas: {
    status: 422,
    title: { en: 'Asaas refuses the key', 'pt-BR': 'O Asaas recusa a chave' },
    detail: {
      en: 'Asaas does not accept this key in {environment}: unknown, disabled, expired, or without the permission to read the account. Make a new one at Asaas (Integrações → Chaves de API).',
      'pt-BR':
        'O Asaas não aceita esta chave em {environment}: desconhecida, desativada, expirada ou sem permissão de ler a conta. Gere uma nova no Asaas (Integrações → Chaves de API).',
    },
  },
  account_mismatch: {
    status: 422,
    title: { en: 'The key is of another account', 'pt-BR': 'A chave é de outra conta' },
    detail: {
      en: 'You say {given}, Asaas says {found}. Money would land elsewhere: correct the account or the key.',
      'pt-BR':
        'Foi informado {given}, o Asaas diz {found}. O dinheiro cairia em outra conta: corrija a conta ou a chave.',
    },
  },
  nothing_to_send: {
    status: 422,
    title: { en: 'Nothing to send', 'pt-BR': 'Nada a enviar' },
    detail: {
      en: 'No document that can be sent fits. Widen the filter.',
      'pt-BR': 'Nenhum documento que possa ser enviado atende ao filtro. Amplie o filtro.',
    },
  },
  documents_not_sendable: {
    status: 422,
    title: { en: 'Some documents cannot be sent', 'pt-BR': 'Há documentos que não podem ser enviados' },
    detail: {
      en: 'Nothing was sent. Correct or leave out what `errors` names.',
      'pt-BR': 'Nada foi enviado. Corrija ou retire o que `errors` aponta.',
    },
  },
  document_refused: {
    status: 422,
    title: { en: 'The document would not be collectable', 'pt-BR': 'O documento não poderia ser cobrado' },
    detail: {
      en: 'Nothing was changed. Correct what `errors` names and send it again.',
      'pt-BR': 'Nada foi alterado. Corrija o que `errors` aponta e envie de novo.',
    },
  },
  internal_error: {
    status: 500,
    title: { en: 'Our fault', 'pt-BR': 'Falha nossa' },
    detail: {
      en: 'Something failed on our side. Repeat the call with the same Idempotency-Key; quote requestId if it stays so.',
      'pt-BR':
        'Algo falhou do nosso lado. Repita a chamada com a mesma Idempotency-Key; informe o requestId se continuar.',
    },
  },
  rate_limited: {
    status: 429,
    title: { en: 'Too many calls', 'pt-BR': 'Chamadas demais' },
    detail: {
      en: '{limit} are allowed in {seconds} seconds. Nothing was done; repeat the call in {wait} seconds, as the header Retry-After says.',
      'pt-BR':
        'São permitidas {limit} em {seconds} segundos. Nada foi feito; repita a chamada em {wait} segundos, como diz o cabeçalho Retry-After.',
    },
  },
  too_many_polls: {
    status: 429,
    title: { en: 'Too many calls are waiting for events', 'pt-BR': 'Chamadas demais aguardando eventos' },
    detail: {
      en: 'Up to {perKey} calls of one key and {perCompany} of one company may wait at the same time. Read events with one call after the other.',
      'pt-BR':
        'Até {perKey} chamadas de uma chave e {perCompany} de uma empresa podem aguardar ao mesmo tempo. Leia os eventos com uma chamada após a outra.',
    },
  },
  asaas_unavailable: {
    status: 503,
    title: { en: 'Asaas does not answer', 'pt-BR': 'O Asaas não responde' },
    detail: {
      en: 'Asaas could not be reached or did not answer as agreed. Nothing was stored; repeat the call in a moment.',
      'pt-BR':
        'O Asaas não pôde ser alcançado ou não respondeu como combinado. Nada foi gravado; repita a chamada em instantes.',
    },
  },
  unavailable: {
    status: 503,
    title: { en: 'Not available for a moment', 'pt-BR': 'Indisponível por um momento' },
    detail: {
      en: 'The database cannot be reached. Repeat the call in a moment, with the same Idempotency-Key.',
      'pt-BR':
        'O banco de dados está inacessível. Repita a chamada em instantes, com a mesma Idempotency-Key.',
    },
  },
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof problemTexts;
