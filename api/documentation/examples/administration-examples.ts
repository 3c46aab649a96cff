import { type Examples, ids, onlyPage } from './example.ts';

const tenant = {
  id: ids.tenant,
  name: 'Comercial Araucária Ltda',
  taxId: '11222333000181',
  features: ['boleto', 'online_banking'],
  createdAt: '2030-11-18T13:02:11.482Z',
};

const apiKey = {
  id: ids.apiKey,
  tenantId: ids.tenant,
  name: 'ERP da matriz',
  role: 'erp',
  hint: 'kftC',
  createdAt: '2030-11-18T13:04:40.107Z',
  lastUsedAt: '2030-12-09T11:20:05.000Z',
  revokedAt: null,
};

const user = {
  id: ids.user,
  tenantId: ids.tenant,
  login: 'ana@araucaria.example',
  name: 'Ana Ribeiro',
  role: 'operator',
  createdAt: '2030-11-18T13:06:52.331Z',
  disabledAt: null,
};

const session = {
  role: 'operator',
  name: 'Ana Ribeiro',
  tenant: { id: ids.tenant, name: 'Comercial Araucária Ltda' },
  csrfToken: 'q1JbX0mH5r8Zt3uWc7yKe2nLp6vAsD4fGhTjRkQxYzM',
  expiresAt: '2030-12-09T23:20:00.000Z',
  confirmsBy: 'password',
  idleSeconds: 1800,
  temporalUi: null,
  hasSimulator: false,
};

export const administrationExamples: Examples = {
  createTenant: {
    body: {
      name: 'Comercial Araucária Ltda',
      taxId: '11.222.333/0001-81',
      features: ['boleto', 'online_banking'],
    },
    answer: tenant,
  },
  listTenants: { answer: onlyPage(tenant) },
  getTenant: { answer: tenant },
  changeTenant: { body: { features: ['boleto', 'online_banking'] }, answer: tenant },
  createApiKey: {
    body: { name: 'ERP da matriz', role: 'erp' },
    answer: { ...apiKey, lastUsedAt: null, key: 'rms_erp_Gfs1HYpXzkw2bW1cYy5nlwycYZ2ejH9Fw6Ct9Hn7No71tkftC' },
  },
  listApiKeys: { answer: { data: [apiKey] } },
  revokeApiKey: { answer: { ...apiKey, revokedAt: '2030-12-09T14:10:00.000Z' } },
  createUser: {
    body: {
      login: 'ana@araucaria.example',
      name: 'Ana Ribeiro',
      role: 'operator',
      password: 'correta bateria grampo',
    },
    answer: user,
  },
  listUsers: { answer: { data: [user] } },
  changeUser: { body: { role: 'viewer' }, answer: { ...user, role: 'viewer' } },
  createSignInLink: {
    answer: {
      url: 'https://remessa.example/console/entrar#lgbC9PbPX6yCDRYBSbssDkM1BOefT-j3G6ZKqAf4dYQ',
      expiresAt: '2030-12-09T23:20:00.000Z',
    },
  },
  signIn: { body: { login: 'ana@araucaria.example', password: 'correta bateria grampo' }, answer: session },
  getSession: { answer: session },
  confirmSession: { body: { password: 'correta bateria grampo' }, answer: session },
};
