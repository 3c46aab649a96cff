import type { PublicApi } from '../demo/public-api.ts';

interface Rows {
  data: { id: string }[];
}

/** Every screen by name and address; those of one thing show the newest there is, or are left out. */
export async function screens(api: PublicApi): Promise<[screen: string, path: string][]> {
  const first = async (path: string) => (await api.get<Rows>(path)).data[0]?.id;
  const one = (screen: string, path: string, id: string | undefined): [string, string][] =>
    id ? [[screen, `${path}/${id}`]] : [];
  return [
    ['painel', '/'],
    ['contas-a-receber', '/documentos'],
    ['novo-documento', '/documentos/novo'],
    ...one('documento-registrado', '/documentos', await first('/documents?status=registered')),
    ...one('documento-baixado', '/documentos', await first('/documents?status=settled')),
    ...one('documento-rejeitado', '/documentos', await first('/documents?status=rejected')),
    ['remessa', '/remessa'],
    ['consulta-de-remessa', '/remessas'],
    ...one('uma-remessa', '/remessas', await first('/remittances')),
    ['problemas', '/problemas'],
    ['retornos', '/retornos'],
    ...one('um-retorno', '/retornos', await first('/settlement-returns')),
    ['recebimentos', '/recebimentos'],
    ['contas', '/contas'],
    ['nova-conta', '/contas/nova'],
    ...one('uma-conta', '/contas', await first('/accounts')),
    ['eventos', '/eventos'],
  ];
}
