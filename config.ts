import { isIP } from 'node:net';
import ms from 'ms';
import { Client } from 'pg';
import { z } from 'zod';

/** A duration as people write it (`60s`, `90d`), read into milliseconds. */
const durationMs = z.string().transform((text, context) => {
  const value = ms(text as ms.StringValue);
  if (value === undefined || value < 0) {
    context.addIssue({ code: 'custom', message: 'must be a duration such as 60s, 5m or 90d' });
    return z.NEVER;
  }
  return value;
});

/** Calls per window as people write them (`25000/12h`). */
const requestQuota = z.string().transform((text, context) => {
  const [requests, window] = text.split('/');
  const windowMs = ms((window ?? '') as ms.StringValue);
  if (!/^[1-9]\d*$/.test(requests ?? '') || windowMs === undefined || windowMs <= 0) {
    context.addIssue({ code: 'custom', message: 'must be calls per duration, such as 25000/12h' });
    return z.NEVER;
  }
  return { requests: Number(requests), windowMs };
});

/** Addresses and networks as Express' `trust proxy` takes them: `10.0.0.0/8,fd00::/8`, or `loopback`, `uniquelocal`. */
const proxies = z.string().transform((text, context) => {
  const given = text.split(',').map((each) => each.trim());
  const faulty = given.find((each) => !isProxy(each));
  if (faulty === undefined) return given;
  context.addIssue({
    code: 'custom',
    message: `must be addresses or networks with commas between, such as 10.0.0.0/8 or loopback; ${faulty} is none`,
  });
  return z.NEVER;
});

/** A network that spans everything is refused: then any caller could claim any address. */
function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (longest === 0 || rest.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= longest);
}

/** Origins as browsers send them: scheme, host and port, nothing more. `*` is none: who may call is named. */
const origins = z.string().transform((text, context) => {
  const given = text.split(',').map((each) => each.trim());
  if (given.every((each) => URL.canParse(each) && new URL(each).origin === each)) return given;
  context.addIssue({
    code: 'custom',
    message:
      'must be origins with commas between, such as https://erp.example (no path, no slash at the end)',
  });
  return z.NEVER;
});

const port = z.coerce.number().int().min(1).max(65_535);

const ports = z.string().transform((text, context) => {
  const given = text.split(',').map((each) => port.safeParse(each.trim()));
  if (given.every(({ success }) => success)) return given.map(({ data }) => data as number);
  context.addIssue({ code: 'custom', message: 'must be ports with commas between, such as 443,8443' });
  return z.NEVER;
});

/** Keys, payers and money travel over these: only a name that does not leave the machine may go without TLS. */
const address = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith('https:') || isOwnNetwork(new URL(url).hostname), {
    error: 'must begin with https:// (plain http is for this machine and its own containers)',
  })
  .transform((url) => url.replace(/\/+$/, ''));

/** The simulator is moved by who stands beside it, and by nobody else. */
const loopbackAddress = address.refine(
  (url) => /^(127(\.\d+){3}|\[::1\]|localhost)$/.test(new URL(url).hostname),
  {
    error: 'must be an address of this machine, such as http://127.0.0.1:3900',
  },
);

const database = z.url({ protocol: /^postgres(ql)?$/ }).superRefine((url, context) => {
  const fault = findOpenLine(url);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});

const adminKey = z
  .string()
  .min(32, 'must have at least 32 characters (openssl rand -hex 24)')
  .refine((key) => !isGuessable(key, 10), 'is too easy to guess (openssl rand -hex 24)');

const secretsKey = z
  .string()
  .regex(
    /^([\w-]+:)?[0-9a-f]{64}(,[\w-]+:[0-9a-f]{64})*$/,
    'must be 64 hexadecimal digits (openssl rand -hex 32)',
  )
  .superRefine((text, context) => {
    const parts = text.split(',').map((part) => part.split(':').reverse());
    const [keys, ids] = [parts.map(([key]) => key ?? ''), parts.map(([, id]) => id ?? 'k1')];
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    if (keys.some((key) => isGuessable(key, 8))) refuse('is too easy to guess (openssl rand -hex 32)');
    if (new Set(keys).size < keys.length) refuse('names the same key twice');
    if (new Set(ids).size < ids.length) refuse('gives two keys the same name (without one it is k1)');
  });

/**
 * Every setting there is. The descriptions are the table in `docs/operations.md`; a test keeps the two equal.
 * An optional setting is one that `npm start` fills in itself when it is not given.
 */
export const settings = z.object({
  DATABASE_URL: database
    .optional()
    .describe(
      'Postgres 15 or later, as the role `remessa_app`, which row-level security binds. Embedded unless set.',
    ),
  MIGRATION_DATABASE_URL: database
    .optional()
    .describe(
      'The same database as the owner of its tables, who may create roles. For `migrate` alone; API and worker never see it.',
    ),
  TEMPORAL_ADDRESS: z.string().optional().describe('Temporal frontend, host:port. Embedded unless set.'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default').describe('Temporal namespace.'),
  ASAAS_SANDBOX_URL: address
    .optional()
    .describe('Base address of the environment Homologação, with /v3. The simulator unless set.'),
  ASAAS_PRODUCTION_URL: address
    .default('https://api.asaas.com/v3')
    .describe('Base address of the environment Produção, with /v3.'),
  PUBLIC_URL: address.optional().describe('What webhook addresses begin with; Asaas must reach it.'),
  CONSOLE_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the built console. Beside the built API, or made by `npm start`, unless set.'),
  WORKFLOW_BUNDLE: z
    .string()
    .min(1)
    .optional()
    .describe('File of the bundled workflows. Beside the built worker, or made by `npm start`, unless set.'),
  TEMPORAL_UI_URL: address
    .optional()
    .describe('Where the Temporal UI shows workflows; the console links there when it is set.'),
  SIMULATOR_URL: loopbackAddress
    .optional()
    .describe(
      'Where the simulator that stands for Asaas listens, on this machine; the console then lets payers pay and time pass. Set by `npm start`; never in production.',
    ),
  API_PORT: port.default(3000).describe('Port of the HTTP API.'),
  WORKER_PORT: port
    .default(3001)
    .describe('Port of the worker’s /healthz, /readyz and /metrics; not for the public.'),
  ADMIN_API_KEY: adminKey
    .optional()
    .describe(
      'Key of the vendor (role admin), at least 32 characters. Made and kept by `npm start` unless set.',
    ),
  SECRETS_KEY: secretsKey
    .optional()
    .describe(
      'Seals Asaas keys and webhook tokens: 64 hexadecimal digits, or `id:hex,id:hex` while rotating (first seals, all open). Made and kept by `npm start` unless set.',
    ),
  TRUST_PROXY: proxies
    .optional()
    .describe(
      'Addresses or networks of the reverse proxies in front of the API, such as `10.0.0.0/8`. Only their X-Forwarded-For is believed when callers are limited by address; nobody’s unless set.',
    ),
  CORS_ORIGINS: origins
    .optional()
    .describe(
      'Origins whose pages may call the API with a key, such as `https://erp.example,https://app.example`. No page of another origin may unless set.',
    ),
  KEY_QUOTA: requestQuota
    .default({ requests: 12_000, windowMs: ms('1m') })
    .describe('Calls that one key may make at one API process; beyond it the answer is 429.'),
  UNKNOWN_OUTCOME_WAIT: durationMs
    .default(60_000)
    .describe(
      'How long after an unanswered create call its charge is looked up; must exceed Asaas’ slowest commit.',
    ),
  ASAAS_TIMEOUT: durationMs.default(20_000).describe('Longest wait for one answer of Asaas.'),
  ASAAS_QUOTA: requestQuota
    .default({ requests: 25_000, windowMs: ms('12h') })
    .describe('Calls that Asaas allows one account: `25000/12h` unless it granted more.'),
  REVERSAL_WINDOW: durationMs
    .default(ms('90d'))
    .describe(
      'How long a finished document still listens for refunds and undone receipts before its workflow ends.',
    ),
  WEBHOOK_CHECK_INTERVAL: durationMs
    .default(ms('5m'))
    .describe('How often the webhook of each account is looked at; one call to Asaas each time.'),
  RECONCILE_INTERVAL: durationMs
    .default(ms('24h'))
    .describe('How often each account is reconciled with Asaas by itself.'),
  ERP_ADDRESSES: z
    .enum(['public', 'any'])
    .default('public')
    .describe(
      'Where webhooks to ERPs may go: `public` is https to named hosts of the public internet, `any` also http, IP addresses, every port and private networks, for development.',
    ),
  ERP_PORTS: ports
    .default([443])
    .describe(
      'Ports of ERPs that webhooks may be posted to, with commas between. With `ERP_ADDRESSES` `any` every port may.',
    ),
  FAILPOINTS: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of orders that make API and worker fail on purpose, for `npm run prove:failpoints` and tests. Refused where NODE_ENV is `production`, and where Asaas is not a simulator on this machine.',
    ),
  WORKER_BUILD_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'must be letters, digits, dots and dashes')
    .optional()
    .describe(
      'Name of this build, such as its commit. Set, it turns Worker Versioning on: the worker then takes no work before its build is set current.',
    ),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('What is logged.'),
  DATA_DIR: z.string().min(1).default('.data').describe('Where `npm start` keeps its data between starts.'),
  POSTGRES_PORT: port.default(54329).describe('Port of the embedded Postgres.'),
  TEMPORAL_PORT: port.default(7233).describe('Port of the embedded Temporal server.'),
  TEMPORAL_UI_PORT: port.default(8233).describe('Port of the embedded Temporal UI.'),
  SIMULATOR_PORT: port.default(3900).describe('Port of the Asaas simulator.'),
});

/** What the environment may say, validated; what is unset has its default or is undefined. */
export type Settings = Readonly<z.infer<typeof settings>>;

/** The settings without which a service process (api, worker) cannot run. */
const required = ['DATABASE_URL', 'ASAAS_SANDBOX_URL', 'ADMIN_API_KEY', 'SECRETS_KEY'] as const;

export type Config = Readonly<
  Settings & { [name in (typeof required)[number]]: string } & { PUBLIC_URL: string }
>;

/** Names every faulty variable at once, with what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads the settings of a service process. Throws `ConfigError` when one is missing or malformed. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = readSettings(env);
  const missing = required.filter((name) => given[name] === undefined);
  if (missing.length > 0) {
    throw new ConfigError(
      missing.map((name) => `${name} is not set. ${settings.shape[name].description}`).join('\n'),
    );
  }
  const PUBLIC_URL = given.PUBLIC_URL ?? `http://127.0.0.1:${given.API_PORT}`;
  return Object.freeze({ ...given, PUBLIC_URL }) as Config;
}

/** Reads the settings of the embedded stack, which supplies what is left out. Throws `ConfigError`. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  // An empty variable means "not set": that is what compose files and CI forms make of a blank field.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  if (!result.success) {
    throw new ConfigError(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  if (result.data.FAILPOINTS) demandPlayground(result.data, given.NODE_ENV);
  return Object.freeze(result.data);
}

/** A process that fails on purpose must be out of reach of real money. Throws `ConfigError`. */
function demandPlayground({ ASAAS_SANDBOX_URL: asaas }: Settings, nodeEnv: string | undefined): void {
  const refuse = (reason: string) => {
    throw new ConfigError(`FAILPOINTS: makes a process fail on purpose, and is refused ${reason}`);
  };
  if (nodeEnv === 'production') refuse('where NODE_ENV is production');
  if (asaas && !isOwnNetwork(new URL(asaas).hostname))
    refuse('where ASAAS_SANDBOX_URL is not on this machine');
}

/** A loopback address, or a name without a domain: it means a container beside ours, and no other machine. */
function isOwnNetwork(host: string): boolean {
  return /^(127(\.\d+){3}|\[?::1\]?|([\w-]+\.)*localhost|[\w-]+)$/i.test(host) && !/^\d+$/.test(host);
}

/** What is wrong with the line to a database, read as the driver reads it (`PGSSLMODE` counts); undefined when nothing is. */
function findOpenLine(url: string): string | undefined {
  try {
    const { host, ssl } = new Client({ connectionString: url }) as { host: string; ssl: unknown };
    if (host.startsWith('/') || isOwnNetwork(host)) return undefined;
    if (!ssl) return `must ask for TLS to reach ${host} (sslmode=verify-full)`;
    const takesAnyone =
      typeof ssl === 'object' && 'rejectUnauthorized' in ssl && ssl.rejectUnauthorized === false;
    return takesAnyone ? `must check the certificate of ${host} (sslmode=verify-full)` : undefined;
  } catch (error) {
    return `cannot be used: ${(error as Error).message}`;
  }
}

/** Few different characters, one part over and over, or characters that count up or down: nobody drew it by chance. */
function isGuessable(key: string, distinctMin: number): boolean {
  if (new Set(key).size < distinctMin) return true;
  for (let period = 1; period <= key.length / 2; period++) {
    if (key.slice(period) === key.slice(0, -period)) return true;
  }
  const codes = [...key].map((character) => character.charCodeAt(0));
  const steps = codes.slice(1).filter((code, at) => Math.abs(code - (codes[at] ?? 0)) === 1);
  return steps.length > key.length / 2;
}
