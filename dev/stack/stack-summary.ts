import { join, relative } from 'node:path';
import { makeSignInLink } from './first-user.ts';
import type { PublishedStack } from './stack.ts';

/**
 * What runs where, for the person who started it. The console opens on the first company, unless a link to another one is
 * given.
 */
export async function describeStack(
  { addresses, keys }: PublishedStack,
  signInLink?: string,
): Promise<string> {
  const { api, temporal, temporalUi, simulator, asaasSandbox, migrationDatabaseUrl, dataDir } = addresses;
  const { firstUser } = keys;
  const rows: [string, string][] = [
    ['API', `${api}/v1`],
    ['Docs', `${api}/docs`],
    ['Temporal', temporalUi ? `${temporalUi}  (frontend ${temporal})` : temporal],
    ['Asaas', simulator ? `${simulator}  (the simulator, as Homologação)` : asaasSandbox],
    ['Postgres', migrationDatabaseUrl],
    ['Data, logs', `${shown(dataDir)}, ${shown(join(dataDir, 'logs'))}`],
    ['Admin key', keys.admin],
    ['ERP key', `${keys.firstTenant.key}  (Empresa Demonstração)`],
  ];
  const { login, password } = firstUser;
  const ofTheFirst = async () => [
    consoleRow(await makeSignInLink({ url: api, adminKey: keys.admin }, firstUser.id)),
    row(['', `${api}/console  (${login}, ${password})`]),
  ];
  const console = signInLink ? [consoleRow(signInLink)] : await ofTheFirst();
  return [...console, ...rows.map(row)].join('\n');
}

export function consoleRow(signInLink: string): string {
  return row(['Console', `${signInLink}  (signs in once)`]);
}

function row([name, value]: [string, string]): string {
  return `  ${name.padEnd(12)}${value}`;
}

function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
