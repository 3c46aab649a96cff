import type { Fault } from '../client/problem.ts';

/** The API's fields as the clerk's forms call them. */
const names: Record<string, string> = {
  login: 'Usuário',
  password: 'Senha',
  apiKey: 'Chave API',
  number: 'Número',
  agency: 'Agência',
  digit: 'Dígito',
  name: 'Nome',
  taxId: 'CPF ou CNPJ',
  email: 'E-mail',
  phone: 'Telefone',
  postalCode: 'CEP',
  street: 'Rua',
  district: 'Bairro',
  complement: 'Complemento',
  address: 'Endereço',
  amountCents: 'Valor',
  additionCents: 'Acréscimo',
  rebateCents: 'Abatimento',
  dueDate: 'Vencimento',
  discount: 'Desconto',
  daysBeforeDue: 'Dias antes do vencimento',
  fine: 'Multa',
  interest: 'Juros',
  percentPerMonth: 'Juros ao mês',
  percent: 'Porcentagem',
  description: 'Descrição',
  paidOn: 'Data do recebimento',
  paidFrom: 'Início do período',
  paidTo: 'Fim do período',
  reason: 'Motivo',
  accountId: 'Conta corrente',
  documentId: 'Documento',
  documentIds: 'Documentos',
  documents: 'Documentos',
  erpId: 'Código no ERP',
  payer: 'Pagador',
  filter: 'Filtro',
  role: 'Papel',
  amountFromCents: 'Valor inicial',
  amountToCents: 'Valor final',
  dueWithinDays: 'Vencem em até',
  priority: 'Prioridade',
  payerId: 'Pagador',
  defaultAccountId: 'Conta padrão',
};

/** What is wrong with a field, with the field's name instead of its path. */
export function faultWords({ path, message }: Fault): string {
  const last =
    path
      .replace(/\[\d+\]/g, '')
      .split('.')
      .at(-1) ?? '';
  const name = names[last];
  if (!name) return message;
  return (path === '' ? message : message.replaceAll(path, name)).replaceAll(
    new RegExp(`\\b${last}\\b`, 'g'),
    name,
  );
}
