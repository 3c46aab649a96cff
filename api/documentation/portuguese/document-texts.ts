import type { OperationTexts } from './operation-text.ts';

export const documentTexts: OperationTexts = {
  enterDocuments: {
    summary: 'Incluir ou alterar até 1.000 documentos',
    description:
      'Cada linha é o documento inteiro, conhecido pelo seu erpId: um novo é criado; um conhecido passa a ser o que a linha diz (se já está registrado, a alteração chega sozinha ao Asaas). A resposta diz linha a linha, na mesma ordem, o que foi feito; uma linha com erros não prejudica as outras.',
  },
  listDocuments: { summary: 'Listar documentos' },
  getDocumentTotals: { summary: 'Contar e somar o que um filtro encontra' },
  getDocument: { summary: 'Ler um documento' },
  amendDocument: {
    summary:
      'Alterar um documento: desconto, abatimento, acréscimo, vencimento, multa, juros, valor, descrição',
    description:
      'O que for omitido fica como está; nulo retira uma condição. Um documento registrado é levado sozinho à versão nova no Asaas: `syncedVersion` acompanha `version`; uma recusa aparece na marca e no evento `amendment_refused`.',
  },
  listFlags: {
    summary: 'Listar todas as marcas que um documento pode ter: o que significam e quais são as saídas',
    description:
      'Em português com `Accept-Language: pt-BR`, senão em inglês. `GET /v1/documents?flag=` lista os documentos.',
  },
  getDocumentTimeline: {
    summary: 'Ler o histórico permanente de um documento: quem, o quê, antes e depois, quando',
  },
  getDocumentSlip: {
    summary: 'Ler o que o pagador precisa para pagar: link, linha digitável, Pix',
    description: 'É buscado no Asaas quando pedido, e guardado até o documento ser alterado.',
  },
  printBoleto: {
    summary: 'Só o boleto, em PDF com o logotipo da empresa',
    description: 'Sempre da última alteração: enquanto uma está a caminho do Asaas, a resposta é 409.',
  },
  printBoletos: { summary: 'Vários boletos em um só PDF, um por página' },
  zipBoletos: { summary: 'Vários boletos em um ZIP, um PDF de cada' },
  putLogo: { summary: 'Guardar o logotipo da empresa, para os boletos' },
  deleteLogo: { summary: 'Remover o logotipo da empresa' },
  importDocuments: {
    summary: 'Incluir ou alterar até 5.000 documentos de um arquivo CSV',
    description:
      'O arquivo é a exportação de recebíveis de um ERP: `;` ou `,` entre as células, vírgula decimal, dd/mm/aaaa, UTF-8 ou Windows-1252. Colunas obrigatórias: Documento, Parcela, Cliente, CPF/CNPJ, Vencimento, Valor. Colunas opcionais: Id, E-mail, Telefone, CEP, Endereço, Número, Complemento, Bairro, Emissão, Acréscimo, Abatimento, Desconto %, Multa %, Juros % a.m., Cobrança, Histórico. Um documento é conhecido por `Id`, ou, sem ele, por Documento e Parcela: um arquivo enviado de novo não muda nada duas vezes. Se alguma linha tem erro, nada é incluído, a não ser que `onFault` seja `enter_the_others`. Com `dryRun` nada é incluído em caso nenhum: a resposta diz o que seria feito.',
  },
  retransmitDocument: {
    summary: 'Corrigir um documento e transmiti-lo novamente, em um só passo',
    description:
      'Um documento rejeitado, ou um cancelado, com nova cobrança. Com `changes` (como no PATCH) ou `payer`, ele ganha antes uma versão nova; se houver algum erro, todos são apontados, nada é gravado e nada é enviado. Um documento que nunca teve cobrança pode receber outro `payer.taxId`. Com dois cliques vai uma vez só: a segunda resposta é 409.',
  },
  cancelDocument: {
    summary: 'Cancelar um documento: a cobrança é removida no Asaas',
    description: 'Se o pagador foi mais rápido, o documento continua e `cancellation_refused` diz por quê.',
  },
  receiveDocumentInCash: {
    summary: 'Registrar que o pagador pagou fora do Asaas',
    description: '`paidOn` fica entre o dia em que o documento foi incluído e hoje, em São Paulo.',
  },
  undoCashReceipt: { summary: 'Desfazer um recebimento em dinheiro registrado por engano' },
  createView: {
    summary: 'Guardar o filtro de uma lista com um nome',
    description:
      'A visão pertence ao usuário da sessão ou à chave; ninguém mais a vê, a não ser que seja `shared`, o que exige o papel `erp` ou `operator`. Cada dono tem uma só visão de cada nome por lista, e até 50.',
  },
  listViews: { summary: 'Listar as visões de quem chama e as compartilhadas, por nome' },
  getView: { summary: 'Ler uma visão' },
  changeView: {
    summary: 'Renomear uma visão, trocar o seu filtro ou compartilhá-la',
    description:
      'O que for omitido fica como está; `filter` substitui o filtro inteiro. Uma visão compartilhada pode ser alterada pelo dono e por todo `erp` e `operator` da empresa; quando deixa de ser compartilhada, volta a ser só do dono.',
  },
  deleteView: { summary: 'Excluir uma visão' },
};
