import type { Bilingual } from '../http/language.ts';

/** What can be wrong with one field, and what to do. The finder of the fault fills in the `{name}` places. */
export const faultTexts = {
  required: { en: 'Missing: {field} must be given.', 'pt-BR': 'Ausente: informe {field}.' },
  unknown_field: {
    en: 'There is no field {field} here. Remove it or correct its name.',
    'pt-BR': 'Não existe o campo {field} aqui. Remova-o ou corrija o nome.',
  },
  wrong_type: {
    en: '{field} must be of type {expected}.',
    'pt-BR': '{field} deve ser do tipo {expected}.',
  },
  invalid_text: {
    en: '{field} contains a character that cannot be kept (NUL or half a surrogate pair). Remove it.',
    'pt-BR': '{field} contém um caractere que não pode ser guardado (NUL ou meio par substituto). Remova-o.',
  },
  blank: { en: '{field} must not be blank.', 'pt-BR': '{field} não pode ficar em branco.' },
  too_short: {
    en: '{field} must have at least {limit} characters.',
    'pt-BR': '{field} deve ter pelo menos {limit} caracteres.',
  },
  too_long: {
    en: '{field} may have up to {limit} characters.',
    'pt-BR': '{field} pode ter até {limit} caracteres.',
  },
  too_small: { en: '{field} must be at least {limit}.', 'pt-BR': '{field} deve ser no mínimo {limit}.' },
  too_large: { en: '{field} must be at most {limit}.', 'pt-BR': '{field} deve ser no máximo {limit}.' },
  too_few: {
    en: '{field} must have at least {limit} entries.',
    'pt-BR': '{field} deve ter pelo menos {limit} itens.',
  },
  too_many: {
    en: '{field} may have up to {limit} entries. Split them into several calls.',
    'pt-BR': '{field} pode ter até {limit} itens. Divida-os em várias chamadas.',
  },
  too_many_decimals: {
    en: '{field} may have up to four decimals.',
    'pt-BR': '{field} pode ter até quatro casas decimais.',
  },
  invalid_choice: {
    en: '{field} must be one of: {choices}.',
    'pt-BR': '{field} deve ser um destes: {choices}.',
  },
  invalid_format: {
    en: '{field} is not written as it should be. See its description in the documentation.',
    'pt-BR': '{field} não está no formato esperado. Veja a descrição na documentação.',
  },
  not_a_url: {
    en: '{field} must be a whole address, such as https://erp.example/events.',
    'pt-BR': '{field} deve ser um endereço completo, como https://erp.example/eventos.',
  },
  has_credentials: {
    en: '{field} must not contain a user or password: deliveries are signed instead.',
    'pt-BR': '{field} não pode conter usuário nem senha: as entregas são assinadas.',
  },
  not_https: {
    en: '{field} must begin with https://.',
    'pt-BR': '{field} deve começar com https://.',
  },
  no_name: {
    en: '{field} must have the name of a host; an IP address is none.',
    'pt-BR': '{field} deve ter o nome de um servidor; um endereço IP não é aceito.',
  },
  other_port: {
    en: '{field} may only have one of these ports: {ports}.',
    'pt-BR': '{field} só pode ter uma destas portas: {ports}.',
  },
  not_a_picture: {
    en: '{field} must be a PNG or JPEG picture.',
    'pt-BR': '{field} deve ser uma imagem PNG ou JPEG.',
  },
  empty_file: {
    en: '{field} has no rows below its heading.',
    'pt-BR': '{field} não tem linhas abaixo do cabeçalho.',
  },
  unreadable_file: {
    en: '{field} cannot be read as CSV: line {line} has another number of cells, or a quote without its end.',
    'pt-BR':
      '{field} não pode ser lido como CSV: a linha {line} tem outro número de colunas, ou aspas sem fim.',
  },
  too_many_rows: {
    en: '{field} may have up to {limit} rows. Split it into several files.',
    'pt-BR': '{field} pode ter até {limit} linhas. Divida-o em vários arquivos.',
  },
  missing_columns: {
    en: '{field} lacks the columns {columns}. Their names must be written as here.',
    'pt-BR': 'Em {field} faltam as colunas {columns}. Escreva os nomes exatamente assim.',
  },
  unknown_columns: {
    en: '{field} has columns that nobody knows: {columns}. Remove or rename them.',
    'pt-BR': '{field} tem colunas desconhecidas: {columns}. Remova-as ou corrija os nomes.',
  },
  unreadable_amount: {
    en: '{field} must be an amount such as 1.345,56.',
    'pt-BR': '{field} deve ser um valor como 1.345,56.',
  },
  unreadable_percentage: {
    en: '{field} must be a percentage such as 2,50.',
    'pt-BR': '{field} deve ser um percentual como 2,50.',
  },
  unreadable_date: {
    en: '{field} must be a date that exists, written dd/mm/yyyy.',
    'pt-BR': '{field} deve ser uma data que existe, escrita dd/mm/aaaa.',
  },
  unreadable_billing_type: {
    en: '{field} must be Boleto, Pix or Boleto ou Pix.',
    'pt-BR': '{field} deve ser Boleto, Pix ou Boleto ou Pix.',
  },
  invalid_range: {
    en: '{field} must not lie before the beginning, and the range may span up to {limit} events.',
    'pt-BR': '{field} não pode ser anterior ao início, e o intervalo pode ter até {limit} eventos.',
  },
  invalid_date: {
    en: '{field} must be a date that exists, written YYYY-MM-DD.',
    'pt-BR': '{field} deve ser uma data que existe, escrita AAAA-MM-DD.',
  },
  invalid_email: {
    en: '{field} must be one e-mail address, such as nome@empresa.com.br.',
    'pt-BR': '{field} deve ser um endereço de e-mail, como nome@empresa.com.br.',
  },
  invalid_tax_id: {
    en: '{field} is not a valid CPF or CNPJ: its check digits do not agree. Correct it in the payer’s record.',
    'pt-BR':
      '{field} não é um CPF ou CNPJ válido: os dígitos verificadores não conferem. Corrija no cadastro do pagador.',
  },
  invalid_postal_code: {
    en: '{field} must be a CEP of 8 digits.',
    'pt-BR': '{field} deve ser um CEP de 8 dígitos.',
  },
  invalid_phone: {
    en: '{field} must be a Brazilian telephone number with its area code (10 or 11 digits).',
    'pt-BR': '{field} deve ser um telefone brasileiro com DDD (10 ou 11 dígitos).',
  },
  invalid_id: { en: '{field} must be a UUID.', 'pt-BR': '{field} deve ser um UUID.' },
  invalid_cursor: {
    en: '{field} is not a cursor of this list. Take nextCursor from its last page, with the same sort.',
    'pt-BR': '{field} não é um cursor desta lista. Use o nextCursor da última página, com a mesma ordenação.',
  },
  past_due_date: {
    en: '{field} may not lie before today ({today} in São Paulo). Give a later due date.',
    'pt-BR':
      '{field} não pode ser anterior a hoje ({today} em São Paulo). Informe um vencimento a partir de hoje.',
  },
  due_date_too_far: {
    en: '{field} may not lie after {latest}.',
    'pt-BR': '{field} não pode ser posterior a {latest}.',
  },
  paid_in_future: {
    en: '{field} may not lie after today ({today} in São Paulo).',
    'pt-BR': '{field} não pode ser posterior a hoje ({today} em São Paulo).',
  },
  paid_before_entry: {
    en: '{field} may not lie before {entered}, the day the document was entered (in São Paulo).',
    'pt-BR': '{field} não pode ser anterior a {entered}, dia em que o documento foi incluído (em São Paulo).',
  },
  period_reversed: {
    en: '{field} may not lie before {start}. Correct the period.',
    'pt-BR': '{field} não pode ser anterior a {start}. Corrija o período.',
  },
  period_too_long: {
    en: 'The period may have up to {limit} days. Split it into several returns.',
    'pt-BR': 'O período pode ter até {limit} dias. Divida-o em vários retornos.',
  },
  of_other_account: {
    en: '{field} names a document of another account. Choose one that collects through the receipt’s own.',
    'pt-BR':
      '{field} indica um documento de outra conta. Escolha um que seja cobrado pela conta do recebimento.',
  },
  below_minimum: {
    en: 'The payer would pay {least} after rebate and discount; Asaas collects {minimum} or more. Raise the amount, or lower the rebate or the discount.',
    'pt-BR':
      'O pagador pagaria {least} depois do abatimento e do desconto; o Asaas cobra a partir de {minimum}. Aumente o valor, ou reduza o abatimento ou o desconto.',
  },
  rebate_too_large: {
    en: '{field} leaves nothing to be paid: it must be less than {principal}, which is amount and addition. Lower it, or cancel the document.',
    'pt-BR':
      '{field} não deixa nada a pagar: o abatimento deve ser menor que {principal}, que é valor mais acréscimo. Reduza-o ou cancele o documento.',
  },
  duplicate: {
    en: '{field} appears earlier in this call (entry {first}). Send each document once.',
    'pt-BR': '{field} já aparece antes nesta chamada (item {first}). Envie cada documento uma vez.',
  },
  document_not_amendable: {
    en: 'The document is {status} and cannot be changed any more (only when {allowed}).',
    'pt-BR': 'O documento está {status} e não pode mais ser alterado (só quando {allowed}).',
  },
  payer_not_changeable: {
    en: 'A charge cannot move to another payer, and the document is {status}. Cancel it and send a new document.',
    'pt-BR':
      'Uma cobrança não muda de pagador e o documento está {status}. Cancele-o e envie um novo documento.',
  },
  payer_erased: {
    en: 'The payer’s data were erased on request, so the document stays as it is. Send a new document if something is owed.',
    'pt-BR':
      'Os dados do pagador foram apagados a pedido, por isso o documento fica como está. Envie um novo documento se algo for devido.',
  },
  document_not_sendable: {
    en: 'The document is {status}; it can be sent when it is {allowed}.',
    'pt-BR': 'O documento está {status}; pode ser enviado quando está {allowed}.',
  },
  already_in_remittance: {
    en: 'The document waits for its outcome in the remittance {remittanceId}. Wait for it.',
    'pt-BR': 'O documento aguarda o resultado na remessa {remittanceId}. Aguarde.',
  },
  not_in_remittance: {
    en: 'The document is not in this remittance, or went on to a later one. Choose among its items.',
    'pt-BR': 'O documento não está nesta remessa, ou já seguiu em outra. Escolha entre os itens dela.',
  },
  cancellation_pending: {
    en: 'The document’s cancellation was asked for. Wait until it is cancelled.',
    'pt-BR': 'O cancelamento do documento foi pedido. Aguarde até que esteja cancelado.',
  },
  not_found: {
    en: '{field} names nothing that this key can see. Check the id.',
    'pt-BR': '{field} não indica nada que esta chave possa ver. Confira o id.',
  },
  amounts_cross: {
    en: 'amountFromCents may not be above amountToCents. Correct one of them.',
    'pt-BR': 'amountFromCents não pode ser maior que amountToCents. Corrija um dos dois.',
  },
  payer_without_account: {
    en: 'The rule names no account and the payer has no default account. Give one of them an account.',
    'pt-BR': 'A regra não indica conta e o pagador não tem conta padrão. Informe a conta em um dos dois.',
  },
  account_not_usable: {
    en: 'Its account is disabled, or Asaas refuses the account’s key. It goes when the account works again.',
    'pt-BR':
      'A conta está desativada ou o Asaas recusa a chave dela. Será enviado quando a conta voltar a funcionar.',
  },
  either_or: {
    en: 'Give exactly one of {choices}.',
    'pt-BR': 'Informe exatamente um destes: {choices}.',
  },
  notice_twice: {
    en: 'The notice {kind} is there twice. Give each kind once, with all its channels.',
    'pt-BR': 'O aviso {kind} aparece duas vezes. Informe cada tipo uma vez, com todos os canais.',
  },
  notice_days: {
    en: 'Asaas sends {kind} only with these days: {days}. Choose one of them.',
    'pt-BR': 'O Asaas só envia {kind} com estes dias: {days}. Escolha um deles.',
  },
  notice_without_days: {
    en: 'The notice {kind} has no days of its own. Leave days out.',
    'pt-BR': 'O aviso {kind} não tem dias próprios. Omita days.',
  },
  no_notice: {
    en: 'No notice has a channel. To notify nobody, put notifyPayers to false.',
    'pt-BR': 'Nenhum aviso tem canal. Para não avisar ninguém, informe notifyPayers como false.',
  },
} as const satisfies Record<string, Bilingual>;

export type FaultCode = keyof typeof faultTexts;
