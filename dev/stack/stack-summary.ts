import { join, relative } from 'node:path';
import { makeSignInLink } from './first-user.ts';
import type { PublishedStack } from './stack.ts';

/** What runs where, for the person who started it. */
export async function describeStack({ addresses, keys }: PublishedStack): Promise<string> {
  const { api, temporal, temporalUi, simulator, asaasSandbox, migrationDatabaseUrl, dataDir } = addresses;
  const { firstUser } = keys;
  const rows: [string, string][] = [
    ['Console', `${await makeSignInLink({ url: api, adminKey: keys.admin }, firstUser.id)}  (signs in once)`],
    ['', `${api}/console  (${firstUser.login}, ${firstUser.password})`],
    ['API', `${api}/v1`],
    ['Docs', `${api}/docs`],
    ['Temporal', temporalUi ? `${temporalUi}  (frontend ${temporal})` : temporal],
    ['Asaas', simulator ? `${simulator}  (the simulator, as Homologação)` : asaasSandbox],
    ['Postgres', migrationDatabaseUrl],
    ['Data, logs', `${shown(dataDir)}, ${shown(join(dataDir, 'logs'))}`],
    ['Admin key', keys.admin],
    ['ERP key', `${keys.firstTenant.key}  (Empresa Demonstração)`],
  ];
  return rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`).join('\n');
}

function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
