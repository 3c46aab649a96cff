import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

const variables = z.object({
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

/** Reads the process settings. Throws an `Error` that names every faulty variable at once. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  // An empty variable means "not set": that is what compose files make of a blank field.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = variables.safeParse(given);
  if (!result.success) {
    throw new Error(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const { DATABASE_URL, SIMULATOR_PORT, SIMULATOR_HOST, SIMULATOR_PUBLIC_URL, LOG_LEVEL } = result.data;
  return {
    databaseUrl: DATABASE_URL,
    port: SIMULATOR_PORT,
    host: SIMULATOR_HOST,
    logLevel: LOG_LEVEL,
    ...(SIMULATOR_PUBLIC_URL && { publicUrl: SIMULATOR_PUBLIC_URL.replace(/\/+$/, '') }),
  };
}
