import type { OperationTexts } from './operation-text.ts';

export const eventTexts: OperationTexts = {
  listEvents: {
    summary: 'Ler o que aconteceu, em ordem, a partir de um número de sequência',
    description:
      'Guarde o último `sequence` que você tratou e peça com `after` o que veio depois; a mesma pergunta tem sempre a mesma resposta, mais o que chegou desde então. Com `wait` a resposta é segurada por até tantos segundos enquanto não há novidade; poucas chamadas de uma chave podem esperar ao mesmo tempo, porque cada uma ocupa uma conexão.',
  },
  createWebhookEndpoint: {
    summary: 'Receber os eventos em um endereço seu',
    description:
      'Primeiro o endereço deve provar que os quer: recebe `webhook_endpoint.challenged` e deve responder 2xx com `{"challenge": "<data.challenge>"}`; até lá fica `pending` e não recebe nada. Daí em diante cada evento é enviado a ele, assinado conforme Standard Webhooks (standardwebhooks.com), em ordem para cada documento, e tentado por uma semana até que responda 2xx. O segredo está nesta resposta e nunca mais aparece. Verifique `webhook-signature`, guarde `webhook-id` e ignore o que já viu.',
  },
  listWebhookEndpoints: { summary: 'Listar os endereços e a situação de cada um' },
  getWebhookEndpoint: { summary: 'Ler a situação de um endereço' },
  changeWebhookEndpoint: {
    summary: 'Alterar um endereço, pausá-lo ou retomá-lo',
    description:
      'O que for omitido fica como está. Uma URL nova deve antes responder a um desafio, e o que espera fica guardado para ela. `status: active` retoma um endereço pausado ou parado: o que espera sai na hora, em ordem.',
  },
  deleteWebhookEndpoint: { summary: 'Remover um endereço: nada mais é entregue a ele' },
  rotateWebhookSecret: {
    summary: 'Criar um novo segredo de assinatura',
    description:
      'Por 24 horas as entregas levam duas assinaturas, a do segredo novo e a do anterior, para que nada se perca durante a troca.',
  },
  challengeWebhookEndpoint: {
    summary: 'Desafiar de novo, agora, um endereço',
    description:
      'Para um endereço que está `pending`, quando já responder a `webhook_endpoint.challenged` como deve. Ele também é desafiado de novo sozinho, cada vez mais devagar, por uma semana. Um endereço que já se provou fica como está.',
  },
  listWebhookDeliveries: {
    summary: 'Listar o que foi entregue, espera ou foi abandonado, do mais novo ao mais antigo',
  },
  testWebhookEndpoint: {
    summary: 'Enviar uma entrega de teste',
    description:
      'Envia `webhook_endpoint.tested`, assinado como qualquer evento. O resultado aparece entre as entregas.',
  },
  replayEvents: {
    summary: 'Entregar mais uma vez os eventos de um intervalo',
    description:
      'Com os dois extremos incluídos, até 10.000 eventos, em ordem, cada um com o `webhook-id` que já tinha.',
  },
};
