import type { OperationTexts } from './operation-text.ts';

export const settlementTexts: OperationTexts = {
  loadSettlementReturn: {
    summary: 'Ler no Asaas o que uma conta recebeu em um período',
    description:
      'Pela data de pagamento do Asaas, com os dois dias incluídos, até 93 dias. A resposta vem na hora; os pagamentos são lidos e associados sozinhos: acompanhe `status`. Nada é baixado antes do processamento.',
  },
  listSettlementReturns: { summary: 'Listar retornos, do mais novo ao mais antigo' },
  getSettlementReturn: {
    summary: 'Ler um retorno: contagens, totais e o que foi feito das linhas processadas',
  },
  processSettlementReturn: {
    summary: 'Baixar os pagamentos escolhidos, ou todos os que ainda não foram baixados',
    description:
      'Cada um é baixado como um webhook o baixaria, no máximo uma vez, não importa quem chegue primeiro. O que ninguém criou aqui fica guardado como recebimento não identificado. Pedir de novo não faz mal: linhas que têm resultado o mantêm, e as que falharam são tentadas outra vez.',
  },
  listSettlementReturnItems: { summary: 'Listar os pagamentos de um retorno, pelo dia do recebimento' },
  listUnidentifiedReceipts: {
    summary: 'Listar pagamentos de cobranças que ninguém criou aqui, do mais novo ao mais antigo',
  },
  assignUnidentifiedReceipt: {
    summary: 'Dizer de que documento é um recebimento',
    description:
      'O documento é baixado com ele, e a cobrança do próprio documento é removida no Asaas, para que ninguém pague de novo. Um documento que já estava pago recebe a marca `paid_twice`. Um recebimento é atribuído uma vez só.',
  },
  listDivergences: {
    summary:
      'Listar as divergências entre os documentos e as suas cobranças no Asaas, da mais nova à mais antiga',
    description:
      'A conciliação compara cada cobrança em aberto com o seu documento uma vez por dia. O que é seguro ela acerta na hora e lista como `mended`; o resto espera pela sua escolha, e se encerra sozinho quando os dois lados voltam a ser iguais.',
  },
  getDivergenceTotals: {
    summary: 'Contar as divergências que um filtro encontra, por campo, e os seus documentos',
  },
  resolveDivergence: {
    summary: 'Resolver uma divergência: dizer qual valor fica, o nosso ou o do Asaas',
    description:
      '`ours`: o valor do documento é gravado de novo na cobrança, e a divergência se encerra quando o Asaas o tiver; uma recusa aparece na marca e no evento `amendment_refused`, e pede nova escolha. `asaas`: o documento recebe na hora o valor do Asaas, como versão nova. `choices` da divergência diz o que é possível.',
  },
};
