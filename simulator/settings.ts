import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** What the simulator does only when it is told to: anybody who reaches it may pay, and move its clock. */
const dangers = ['network', 'production'] as const;

const variables = z.object({
  NODE_ENV: z.string().optional(),
  SIMULATOR_ALLOW: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((word) => word.trim() || []))
    .pipe(z.array(z.enum(dangers))),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SIMULATOR_PORT: port.default(3900),
  SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  SIMULATOR_PUBLIC_URL: z.url().optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

export type LogLevel = z.infer<typeof variables>['LOG_LEVEL'];

export interface Settings {
  databaseUrl: string;
  port: number;
  host: string;
  publicUrl?: string;
  logLevel: LogLevel;
}

/**
 * Reads the process settings. Throws an `Error` that names every faulty variable at once, and one when it would listen
 * outside of loopback or run in production without being told so by `SIMULATOR_ALLOW`.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  // An empty variable means "not set": that is what compose files make of a blank field.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = variables.safeParse(given);
  if (!result.success) {
    throw new Error(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  refuseDangers(result.data);
  const { DATABASE_URL, SIMULATOR_PORT, SIMULATOR_HOST, SIMULATOR_PUBLIC_URL, LOG_LEVEL } = result.data;
  return {
    databaseUrl: DATABASE_URL,
    port: SIMULATOR_PORT,
    host: SIMULATOR_HOST,
    logLevel: LOG_LEVEL,
    ...(SIMULATOR_PUBLIC_URL && { publicUrl: SIMULATOR_PUBLIC_URL.replace(/\/+$/, '') }),
  };
}

function refuseDangers({ NODE_ENV, SIMULATOR_HOST, SIMULATOR_ALLOW }: z.infer<typeof variables>): void {
  if (NODE_ENV === 'production' && !SIMULATOR_ALLOW.includes('production')) {
    throw new Error(
      'NODE_ENV: it takes no real money, so it starts in production with SIMULATOR_ALLOW=production only',
    );
  }
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(SIMULATOR_HOST);
  if (!isLoopback && !SIMULATOR_ALLOW.includes('network')) {
    throw new Error('SIMULATOR_HOST: it listens outside of this machine with SIMULATOR_ALLOW=network only');
  }
}
