import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Frame } from './frame/frame.tsx';
import { RouteFailure, RouteMissing, RoutePending } from './frame/route-states.tsx';
import { readAuditSearch } from './screens/audit/audit-search.ts';
import { readDivergenceSearch } from './screens/divergences/divergence-search.ts';
import { readDocumentSearch } from './screens/documents/document-search.ts';
import { readNewDocumentSearch } from './screens/documents/new-document-search.ts';
import { readDeliverySearch } from './screens/endpoints/delivery-search.ts';
import { readEventSearch } from './screens/events/event-search.ts';
import { readImportSearch } from './screens/imports/import-search.ts';
import { readPayerSearch } from './screens/payers/payer-search.ts';
import { readReceiptSearch } from './screens/receipts/receipt-search.ts';
import {
  readRemittanceSearch,
  readRemittancesSearch,
  readSendSearch,
} from './screens/remittances/remittance-search.ts';
import { readReturnSearch } from './screens/returns/return-search.ts';
import { readStatementSearch } from './screens/statement/statement-search.ts';

/** Every screen by its address. What a screen shows of its filter is in the address; each loads when it is opened. */
const root = createRootRoute({ component: Frame, notFoundComponent: RouteMissing });

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/dashboard/dashboard-screen.tsx'), 'DashboardScreen'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/entrar',
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});
const accounts = createRoute({
  getParentRoute: () => root,
  path: '/contas',
  component: lazyRouteComponent(() => import('./screens/accounts/accounts-screen.tsx'), 'AccountsScreen'),
});
const newAccount = createRoute({
  getParentRoute: () => root,
  path: '/contas/nova',
  component: lazyRouteComponent(
    () => import('./screens/accounts/new-account-screen.tsx'),
    'NewAccountScreen',
  ),
});
const account = createRoute({
  getParentRoute: () => root,
  path: '/contas/$id',
  component: lazyRouteComponent(() => import('./screens/accounts/account-screen.tsx'), 'AccountScreen'),
});
const documents = createRoute({
  getParentRoute: () => root,
  path: '/documentos',
  validateSearch: readDocumentSearch,
  component: lazyRouteComponent(() => import('./screens/documents/documents-screen.tsx'), 'DocumentsScreen'),
});
const newDocument = createRoute({
  getParentRoute: () => root,
  path: '/documentos/novo',
  validateSearch: readNewDocumentSearch,
  component: lazyRouteComponent(
    () => import('./screens/documents/new-document-screen.tsx'),
    'NewDocumentScreen',
  ),
});
const document = createRoute({
  getParentRoute: () => root,
  path: '/documentos/$id',
  component: lazyRouteComponent(() => import('./screens/documents/document-screen.tsx'), 'DocumentScreen'),
});
const send = createRoute({
  getParentRoute: () => root,
  path: '/remessa',
  validateSearch: readSendSearch,
  component: lazyRouteComponent(() => import('./screens/remittances/send-screen.tsx'), 'SendScreen'),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: '/regras',
  component: lazyRouteComponent(() => import('./screens/rules/rules-screen.tsx'), 'RulesScreen'),
});
const newRule = createRoute({
  getParentRoute: () => root,
  path: '/regras/nova',
  component: lazyRouteComponent(() => import('./screens/rules/rule-screen.tsx'), 'NewRuleScreen'),
});
const rule = createRoute({
  getParentRoute: () => root,
  path: '/regras/$id',
  component: lazyRouteComponent(() => import('./screens/rules/rule-screen.tsx'), 'RuleScreen'),
});
const remittances = createRoute({
  getParentRoute: () => root,
  path: '/remessas',
  validateSearch: readRemittancesSearch,
  component: lazyRouteComponent(
    () => import('./screens/remittances/remittances-screen.tsx'),
    'RemittancesScreen',
  ),
});
const remittance = createRoute({
  getParentRoute: () => root,
  path: '/remessas/$id',
  validateSearch: readRemittanceSearch,
  component: lazyRouteComponent(
    () => import('./screens/remittances/remittance-screen.tsx'),
    'RemittanceScreen',
  ),
});
const returns = createRoute({
  getParentRoute: () => root,
  path: '/retornos',
  component: lazyRouteComponent(() => import('./screens/returns/returns-screen.tsx'), 'ReturnsScreen'),
});
const settlementReturn = createRoute({
  getParentRoute: () => root,
  path: '/retornos/$id',
  validateSearch: readReturnSearch,
  component: lazyRouteComponent(() => import('./screens/returns/return-screen.tsx'), 'ReturnScreen'),
});
const receipts = createRoute({
  getParentRoute: () => root,
  path: '/recebimentos',
  validateSearch: readReceiptSearch,
  component: lazyRouteComponent(() => import('./screens/receipts/receipts-screen.tsx'), 'ReceiptsScreen'),
});
const divergences = createRoute({
  getParentRoute: () => root,
  path: '/divergencias',
  validateSearch: readDivergenceSearch,
  component: lazyRouteComponent(
    () => import('./screens/divergences/divergences-screen.tsx'),
    'DivergencesScreen',
  ),
});
const statement = createRoute({
  getParentRoute: () => root,
  path: '/extrato',
  validateSearch: readStatementSearch,
  component: lazyRouteComponent(() => import('./screens/statement/statement-screen.tsx'), 'StatementScreen'),
});
const imports = createRoute({
  getParentRoute: () => root,
  path: '/importar',
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('./screens/imports/import-screen.tsx'), 'ImportScreen'),
});
const payers = createRoute({
  getParentRoute: () => root,
  path: '/pagadores',
  validateSearch: readPayerSearch,
  component: lazyRouteComponent(() => import('./screens/payers/payers-screen.tsx'), 'PayersScreen'),
});
const payer = createRoute({
  getParentRoute: () => root,
  path: '/pagadores/$id',
  component: lazyRouteComponent(() => import('./screens/payers/payer-screen.tsx'), 'PayerScreen'),
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/auditoria',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./screens/audit/audit-screen.tsx'), 'AuditScreen'),
});
const endpoints = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./screens/endpoints/endpoints-screen.tsx'), 'EndpointsScreen'),
});
const endpoint = createRoute({
  getParentRoute: () => root,
  path: '/webhooks/$id',
  validateSearch: readDeliverySearch,
  component: lazyRouteComponent(() => import('./screens/endpoints/endpoint-screen.tsx'), 'EndpointScreen'),
});
const problems = createRoute({
  getParentRoute: () => root,
  path: '/problemas',
  component: lazyRouteComponent(() => import('./screens/remittances/problems-screen.tsx'), 'ProblemsScreen'),
});
const messages = createRoute({
  getParentRoute: () => root,
  path: '/mensagens',
  component: lazyRouteComponent(() => import('./screens/messages/messages-screen.tsx'), 'MessagesScreen'),
});
const events = createRoute({
  getParentRoute: () => root,
  path: '/eventos',
  validateSearch: readEventSearch,
  component: lazyRouteComponent(() => import('./screens/events/events-screen.tsx'), 'EventsScreen'),
});
const keys = createRoute({
  getParentRoute: () => root,
  path: '/chaves',
  component: lazyRouteComponent(() => import('./screens/keys/keys-screen.tsx'), 'KeysScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    dashboard,
    signIn,
    accounts,
    newAccount,
    account,
    documents,
    newDocument,
    document,
    send,
    rules,
    newRule,
    rule,
    remittances,
    remittance,
    returns,
    settlementReturn,
    receipts,
    divergences,
    statement,
    imports,
    payers,
    payer,
    audit,
    endpoints,
    endpoint,
    problems,
    messages,
    events,
    keys,
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
  defaultErrorComponent: RouteFailure,
  defaultPendingComponent: RoutePending,
  // An address that a person can read and type: `?status=registered,overdue&q=Silva`.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const pairs = Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === ''
        ? []
        : [[name, Array.isArray(value) ? value.join(',') : String(value)]],
    );
    return pairs.length > 0 ? `?${new URLSearchParams(pairs)}`.replaceAll('%2C', ',') : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
