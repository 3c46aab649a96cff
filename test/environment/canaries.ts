import pg from 'pg';
import { openApiKey, openWebhookToken } from '../../db/accounts/account-secrets.ts';
import { endpointSecretPlace } from '../../db/erp-delivery/endpoint-secrets.ts';
import { createSealer } from '../../db/sealed-text.ts';
import { SecretsFile } from '../../dev/stack/secrets.ts';
import type { Canary } from './leak-scan.ts';
import type { Product } from './product.ts';

/**
 * Whatever a product knows of people, and every secret of its own and of its companies, read from its rows: what a test enters is
 * a canary without being declared. Names of one word are left out, since they are words.
 */
export async function canariesOf({
  databaseUrl,
  dataDir,
}: Pick<Product, 'databaseUrl' | 'dataDir'>): Promise<Canary[]> {
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const secrets = new SecretsFile(dataDir).get();
    const own = [
      { kind: 'key of the API', value: secrets.adminApiKey },
      { kind: 'key that seals', value: secrets.secretsKey },
      { kind: 'password', value: secrets.firstUser?.password ?? '' },
    ];
    const all = [...own, ...(await peopleIn(database)), ...(await sealedIn(database, secrets.secretsKey))];
    return all.filter(({ value }) => value.length >= 8);
  } finally {
    await database.end();
  }
}

async function peopleIn(database: pg.Client): Promise<Canary[]> {
  const { rows } = await database.query<Canary>(`
    select distinct kind, value from payers, lateral (values ('tax id of a payer', tax_id), ('name of a payer', name),
      ('e-mail of a payer', email), ('phone of a payer', phone), ('address of a payer', address->>'street')) each (kind, value)
    where value is not null and (kind <> 'name of a payer' or value like '% %')`);
  return rows;
}

async function sealedIn(database: pg.Client, secretsKey: string): Promise<Canary[]> {
  const sealer = createSealer(secretsKey);
  const accounts = await database.query(
    'select id, tenant_id, api_key_sealed, webhook_token_sealed from accounts',
  );
  const endpoints = await database.query('select id, tenant_id, secret_sealed from webhook_endpoints');
  return [
    ...accounts.rows.flatMap((row) => [
      { kind: 'key of an account at Asaas', value: openApiKey(sealer, row) },
      { kind: 'token of a webhook', value: openWebhookToken(sealer, row) },
    ]),
    ...endpoints.rows.map((row) => ({
      kind: 'secret that signs webhooks',
      value: sealer.open(row.secret_sealed, endpointSecretPlace(row)),
    })),
  ];
}
