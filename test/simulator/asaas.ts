import { request } from 'undici';
import { type RunningSimulator, type SimulatorOptions, startSimulator } from '../../simulator/server.ts';
import { listenTo } from '../environment/quiet.ts';
import { freshDatabase } from './database.ts';

/** JSON as it came; tests look into it freely. */
// biome-ignore lint/suspicious/noExplicitAny: answers are judged by what the tests read from them
export type Json = any;

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Json;
  text: string;
}

export interface TestAccount {
  id: string;
  apiKey: string;
  agency: string;
  account: string;
  accountDigit: string;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  book(): Promise<Json>;
  /** Makes a customer and a charge due in ten days; fields of the charge as given. */
  charge(fields?: Record<string, unknown>): Promise<Json>;
  customer(): Promise<string>;
  webhook(url: string, fields?: Record<string, unknown>): Promise<Json>;
  /** Waits until nothing of the account can be delivered; answers how much still waits. */
  flush(): Promise<number>;
  settings(change: Record<string, unknown>): Promise<void>;
}

export interface TestSimulator {
  url: string;
  databaseUrl: string;
  account(options?: Record<string, unknown>): Promise<TestAccount>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  today(plusDays?: number): Promise<string>;
  faults(...rules: Record<string, unknown>[]): Promise<void>;
  /** Ends and starts again on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a simulator on a database of its own, inside this process. `pause` takes the place of its waiting. */
export async function startTestSimulator({
  pause,
}: Pick<SimulatorOptions, 'pause'> = {}): Promise<TestSimulator> {
  const database = await freshDatabase();
  const start = () =>
    startSimulator({ databaseUrl: database.url, logTo: listenTo('simulator'), ...(pause && { pause }) });
  let running: RunningSimulator = await start();
  const control = (method: string, path: string, body?: unknown) =>
    call(`${running.url}/control${path}`, { method, body });

  return {
    get url() {
      return running.url;
    },
    databaseUrl: database.url,
    control,
    account: async (options = {}) =>
      accountAt(() => running.url, (await control('POST', '/accounts', options)).body),
    async today(plusDays = 0) {
      const { today } = (await control('GET', '/clock')).body;
      return addDays(today, plusDays);
    },
    async faults(...rules) {
      const answer = await control('PUT', '/faults', { rules });
      if (answer.status !== 200) throw new Error(answer.text);
    },
    async restart() {
      await running.close();
      running = await start();
    },
    async close() {
      await running.close();
      await database.drop();
    },
  };
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

function accountAt(baseUrl: () => string, opened: Json): TestAccount {
  const prefix = opened.environment === 'production' ? '/production/v3' : '/v3';
  const send = (method: string, path: string, body?: unknown) =>
    call(`${baseUrl()}${prefix}${path}`, { method, body, key: opened.apiKey });
  const expectOk = async (answer: Promise<Answer>): Promise<Json> => {
    const { status, body, text } = await answer;
    if (status !== 200) throw new Error(`${status} ${text}`);
    return body;
  };
  const account: TestAccount = {
    ...opened,
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    put: (path, body = {}) => send('PUT', path, body),
    delete: (path) => send('DELETE', path),
    book: () => expectOk(call(`${baseUrl()}/control/book?account=${opened.id}`, { method: 'GET' })),
    async customer() {
      const fields = { name: 'Maria da Silva', cpfCnpj: '24971563792', notificationDisabled: true };
      return (await expectOk(send('POST', '/customers', fields))).id;
    },
    async charge(fields = {}) {
      const clock = await call(`${baseUrl()}/control/clock`, { method: 'GET' });
      return expectOk(
        send('POST', '/payments', {
          customer: fields.customer ?? (await account.customer()),
          billingType: 'BOLETO',
          value: 350,
          dueDate: addDays(clock.body.today, 10),
          ...fields,
        }),
      );
    },
    webhook: (url, fields = {}) =>
      expectOk(
        send('POST', '/webhooks', {
          name: 'Teste',
          url,
          email: 'teste@exemplo.com.br',
          sendType: 'SEQUENTIALLY',
          events: allEvents,
          authToken: 'k3Yz8Qw1Lm5Nv7Bx2Cd4Fg6Hj9Pr0StU',
          ...fields,
        }),
      ),
    flush: async () =>
      (
        await expectOk(
          call(`${baseUrl()}/control/webhooks/flush?account=${opened.id}`, { method: 'POST', body: {} }),
        )
      ).pending,
    async settings(change) {
      await expectOk(
        call(`${baseUrl()}/control/settings?account=${opened.id}`, { method: 'PUT', body: change }),
      );
    },
  };
  return account;
}

const allEvents = [
  'PAYMENT_CREATED',
  'PAYMENT_UPDATED',
  'PAYMENT_CONFIRMED',
  'PAYMENT_RECEIVED',
  'PAYMENT_OVERDUE',
  'PAYMENT_DELETED',
  'PAYMENT_RESTORED',
  'PAYMENT_RECEIVED_IN_CASH_UNDONE',
  'PAYMENT_REFUNDED',
  'PAYMENT_PARTIALLY_REFUNDED',
  'PAYMENT_REFUND_IN_PROGRESS',
  'PAYMENT_REFUND_DENIED',
  'PAYMENT_BANK_SLIP_CANCELLED',
];

/** One HTTP call without any cleverness: no retry, no redirect. */
export async function call(
  url: string,
  {
    method,
    body,
    key,
    headers = {},
  }: { method: string; body?: unknown; key?: string; headers?: Record<string, string> },
): Promise<Answer> {
  const answer = await request(url, {
    method: method as 'GET',
    headers: {
      'user-agent': 'simulator-tests',
      ...(key !== undefined && { access_token: key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, headers: answer.headers, text, body: parsed(text) };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
