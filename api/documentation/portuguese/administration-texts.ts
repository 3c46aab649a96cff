import type { OperationTexts } from './operation-text.ts';

export const administrationTexts: OperationTexts = {
  createTenant: { summary: 'Incluir uma empresa' },
  listTenants: { summary: 'Listar empresas' },
  getTenant: { summary: 'Ler uma empresa' },
  changeTenant: { summary: 'Alterar o nome ou a licença de uma empresa' },
  createApiKey: {
    summary: 'Criar uma chave para uma empresa',
    description:
      'A chave aparece nesta resposta e nunca mais; se a resposta se perdeu, repita a chamada com a mesma Idempotency-Key.',
  },
  listApiKeys: { summary: 'Listar as chaves de uma empresa' },
  revokeApiKey: { summary: 'Revogar uma chave, na hora e para sempre' },
  createUser: { summary: 'Dar a uma pessoa da empresa acesso ao console' },
  listUsers: { summary: 'Listar as pessoas de uma empresa' },
  changeUser: {
    summary: 'Alterar nome, papel ou senha de uma pessoa, ou tirar o seu acesso',
    description: 'Quem perde o acesso sai na hora: as suas sessões terminam junto.',
  },
  createSignInLink: {
    summary: 'Criar um link de acesso, que vale uma única vez',
    description:
      'Abra `url` em até 12 horas. O segredo fica no fragmento do endereço, que não chega a nenhum servidor nem a nenhum log.',
  },
  listAudit: {
    summary: 'Listar quem mudou o quê, antes e depois, do mais novo ao mais antigo',
    description:
      'A configuração (contas, chaves, pessoas, licenças, webhooks, regras) e o que foi feito com documentos, em uma só lista sem data final. O que o Asaas informou e o que a Remessa concluiu sobre um documento está somente no histórico dele.',
  },
  signIn: {
    summary: 'Entrar com usuário e senha, com chave de API ou com um link que vale uma vez',
    description:
      'A sessão é um cookie que nenhum script consegue ler. Dez senhas erradas bloqueiam o usuário por algum tempo.',
  },
  endAllSessions: { summary: 'Encerrar todas as sessões de quem chama, em qualquer navegador' },
  getSession: { summary: 'Ler quem está nesta sessão' },
  signOut: { summary: 'Sair' },
  confirmSession: {
    summary: 'Confirmar com a senha ou a chave que ainda é a mesma pessoa',
    description:
      'Para as chamadas que respondem `confirmation_needed` a uma sessão cuja última entrada ou confirmação foi há mais de dez minutos. A sessão continua com um cookie e um `csrfToken` novos; os antigos deixam de valer. Respostas erradas contam como na entrada.',
  },
};
