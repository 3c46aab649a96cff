import type { OperationTexts } from './operation-text.ts';

export const remittanceTexts: OperationTexts = {
  sendRemittance: {
    summary: 'Enviar documentos para cobrança',
    description:
      'Até 10.000 documentos: por `documentIds` ou pelos seus `erpIds` (se um não pode ser enviado, nenhum é, e todos os erros são apontados), ou por um `filter` (os que não podem ser enviados ficam de fora e são contados em `leftOut`). A resposta vem na hora; cada documento é registrado sozinho: acompanhe `counts` ou os eventos.',
  },
  listRemittances: { summary: 'Listar remessas, da mais nova à mais antiga' },
  previewRemittance: {
    summary: 'Avaliar o que uma remessa levaria, sem enviar nada',
    description:
      'Aceita o corpo de `POST /v1/remittances`: quantos documentos iriam, quanto somam e o que impede cada um dos outros. Não grava nada e dispensa a Idempotency-Key.',
  },
  getRemittance: { summary: 'Ler uma remessa: quantos dos seus documentos estão em cada resultado' },
  listRemittanceItems: { summary: 'Listar os documentos de uma remessa, com resultados e erros' },
  retransmitRemittance: {
    summary: 'Transmitir novamente o que foi rejeitado: tudo, tudo de uma causa ou as linhas escolhidas',
    description:
      'O que ainda não poderia ser enviado (um vencimento que já passou) fica de fora e continua rejeitado.',
  },
  cancelRemittance: {
    summary: 'Cancelar o que não está pago de uma remessa: tudo, tudo de uma causa ou as linhas escolhidas',
  },
  createSendingRule: {
    summary: 'Criar uma regra que envia documentos sozinha',
    description:
      'Desligada, a não ser com `enabled`. Uma regra ligada envia o que se encaixa nela: um documento no momento em que é incluído; o que já estava incluído, ou entra no prazo de `dueWithinDays`, na próxima verificação da conta: em minutos, ou em uma hora quando `webhook.status` é `manual`. Ela envia como `POST /v1/remittances`, e cada documento uma vez só: o que foi rejeitado ou cancelado fica para uma pessoa. Peça antes `POST /v1/sending-rules/preview`.',
  },
  listSendingRules: { summary: 'Listar as regras, na ordem em que decidem' },
  previewSendingRule: {
    summary: 'Avaliar o que uma regra enviaria agora, sem enviar nada',
    description:
      'Aceita os termos de uma regra, salva ou não, como se estivesse ligada e fosse a única: quais dos documentos nunca enviados iriam, quantos e quanto, e o que impede cada um dos outros. Não grava nada e dispensa a Idempotency-Key.',
  },
  getSendingRule: { summary: 'Ler uma regra' },
  changeSendingRule: {
    summary: 'Alterar, ligar ou desligar uma regra',
    description:
      'O que for omitido fica como está; nulo retira uma restrição. O que ela enviou continua enviado. Depois da resposta a `enabled: false`, ela não envia mais nada.',
  },
  deleteSendingRule: { summary: 'Remover uma regra: ela não envia mais nada' },
};
