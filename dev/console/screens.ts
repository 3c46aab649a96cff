import { answerOf, type PublicApi } from '../demo/public-api.ts';

/** Every screen by name and address; those of one thing show the newest there is, or are left out. */
export async function screens(api: PublicApi): Promise<[screen: string, path: string][]> {
  const newest = async (
    list:
      | '/v1/remittances'
      | '/v1/settlement-returns'
      | '/v1/accounts'
      | '/v1/webhook-endpoints'
      | '/v1/sending-rules'
      | '/v1/payers'
      | '/v1/views',
  ) => (await answerOf(api.GET(list))).data[0]?.id;
  const document = async (status: string) =>
    (await answerOf(api.GET('/v1/documents', { params: { query: { status } } }))).data[0]?.id;
  const view = await newest('/v1/views');
  const one = (screen: string, path: string, id: string | undefined): [string, string][] =>
    id ? [[screen, `${path}/${id}`]] : [];
  return [
    ['painel', '/'],
    ['contas-a-receber', '/documentos'],
    ...(view ? ([['uma-visao', `/documentos?visao=${view}`]] as [string, string][]) : []),
    ['novo-documento', '/documentos/novo'],
    ...one('documento-registrado', '/documentos', await document('registered')),
    ...one('documento-baixado', '/documentos', await document('settled')),
    ...one('documento-rejeitado', '/documentos', await document('rejected')),
    ['remessa', '/remessa'],
    ['regras', '/regras'],
    ['nova-regra', '/regras/nova'],
    ...one('uma-regra', '/regras', await newest('/v1/sending-rules')),
    ['consulta-de-remessa', '/remessas'],
    ...one('uma-remessa', '/remessas', await newest('/v1/remittances')),
    ['problemas', '/problemas'],
    ['mensagens', '/mensagens'],
    ['retornos', '/retornos'],
    ...one('um-retorno', '/retornos', await newest('/v1/settlement-returns')),
    ['recebimentos', '/recebimentos'],
    ['divergencias', '/divergencias'],
    ['divergencias-encerradas', '/divergencias?encerradas=true'],
    ['extrato', '/extrato'],
    ['importar', '/importar'],
    ['pagadores', '/pagadores'],
    ...one('um-pagador', '/pagadores', await newest('/v1/payers')),
    ['contas', '/contas'],
    ['nova-conta', '/contas/nova'],
    ...one('uma-conta', '/contas', await newest('/v1/accounts')),
    ['eventos', '/eventos'],
    ['auditoria', '/auditoria'],
    ['webhooks', '/webhooks'],
    ...one('um-webhook', '/webhooks', await newest('/v1/webhook-endpoints')),
  ];
}
