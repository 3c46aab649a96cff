import type { OperationTexts } from './operation-text.ts';

export const payerTexts: OperationTexts = {
  listPayers: { summary: 'Listar pagadores, na ordem em que foram incluídos' },
  getPayer: { summary: 'Ler um pagador' },
  changePayer: {
    summary: 'Definir ou retirar a conta padrão de um pagador',
    description:
      'Nome, endereço e avisos vêm com os documentos do pagador. A conta padrão serve às regras que não dizem a conta; quem envia à mão informa a conta.',
  },
  findPayer: {
    summary: 'Encontrar um pagador pelo CPF ou CNPJ, sem escrevê-lo em um endereço',
    description: 'Endereços ficam nos logs de proxies e navegadores. Um corpo, não.',
  },
  exportPersonalData: {
    summary: 'Ler tudo o que se guarda de um pagador',
    description:
      'Para a pessoa que pergunta o que se guarda dela (LGPD, art. 18). A auditoria registra quem pediu. Os dados são corrigidos pelo ERP, com o próximo documento do pagador.',
  },
  previewErasure: { summary: 'Mostrar o que a eliminação dos dados de um pagador faria, ou fez' },
  erasePayer: {
    summary: 'Eliminar os dados de um pagador, como a prévia mostrou',
    description:
      'Nome, CPF ou CNPJ, e-mail, telefone, endereço e todo texto que identifica a pessoa são apagados para sempre. Valores, datas e ids de documentos e pagamentos ficam. Para um pagador já eliminado a resposta é a mesma.',
  },
};
