import type { OperationTexts } from './operation-text.ts';

export const overviewTexts: OperationTexts = {
  listProblems: {
    summary: 'Listar tudo o que espera por uma pessoa ou por uma solução, uma linha por causa',
    description:
      'A caixa única de problemas: o que há de errado com contas, o que o Asaas rejeitou por código e campo, marcas, criações sem resposta, paradas, divergências, pagamentos que não são de ninguém e o que não pôde ser entregue; nesta ordem, e entre os documentos a maior causa primeiro. `link` é a lista do que a linha conta. Com `remittanceId`, só o que diz respeito aos documentos da remessa.',
  },
  listRemittanceProblems: {
    summary: 'Listar o que espera por uma pessoa em uma remessa, agrupado por causa',
  },
  getSummary: {
    summary: 'Ler como estão os recebíveis: por situação, por idade, o que entrou hoje, quanto demora',
    description:
      'Os valores são valor mais acréscimo, menos abatimento, como na soma da lista de documentos, todos do mesmo instante. Todo número é exato.',
  },
  getForecast: {
    summary: 'Ler que dinheiro é esperado em que dia',
    description:
      'Documentos em aberto são esperados como se fossem pagos no vencimento, que em dia sem banco passa ao próximo dia útil bancário; um boleto é creditado um dia útil bancário depois. Documentos pagos são esperados no dia em que o Asaas disse que serão creditados. Os valores são valor mais acréscimo, menos abatimento: sem desconto, multa e juros.',
  },
  getProcessingHealth: {
    summary:
      'Ler se os documentos estão sendo processados: workers, relay, e a chave, o webhook e a cota de cada conta',
    description: 'Para pessoas. Se este processo pode receber chamadas, diz `GET /readyz`, sem chave.',
  },
  listUndeliveredMessages: {
    summary: 'Listar o que ainda não pôde ser informado a um workflow, do mais antigo ao mais novo',
    description:
      'Vazia enquanto tudo vai bem. O que falhou é tentado de novo sozinho, com intervalos cada vez maiores; o que o Temporal recusa fica parado. Os outros documentos continuam.',
  },
  retryUndeliveredMessages: {
    summary: 'Enviar agora, de novo, as mensagens não entregues',
    description: 'Todas as da empresa, ou as indicadas. Uma mensagem que já foi entregue não é tocada.',
  },
  getSimulator: { summary: 'O dia no simulador' },
  moveSimulatorClock: {
    summary: 'Deixar passar dias no simulador',
    description:
      'Boletos são creditados, cobranças vencem, e o Asaas avisa como avisaria. O relógio é um só para todos os que usam o simulador.',
  },
  simulatePayment: {
    summary: 'Fazer o pagador pagar',
    description:
      'O documento fica sabendo pelo webhook, como se viesse do Asaas. Uma cobrança só aceita o próprio valor: outro chega por Pix à chave da conta, portanto como recebimento não identificado. Com `daysLate` o relógio avança antes até esse dia depois do vencimento.',
  },
  receiveAsaasEvent: {
    summary: 'Onde o Asaas entrega os seus eventos',
    description:
      'Só para o Asaas. O endereço é o `webhookUrl` de uma conta. A quem envia com o token certo a resposta é exatamente 200, seja qual for o corpo: primeiro ele é guardado, depois entendido.',
  },
  getHealth: { summary: 'Se o processo está vivo' },
  getReadiness: { summary: 'Se deve receber trabalho' },
};
