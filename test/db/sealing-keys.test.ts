import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerPlace } from '../../db/access/idempotency-keys.ts';
import { openApiKey, openWebhookToken } from '../../db/accounts/account-secrets.ts';
import { findAccountOrThrow } from '../../db/accounts/accounts.ts';
import { type Database, openDatabase } from '../../db/database.ts';
import {
  makeEndpointSecret,
  openEndpointSecrets,
  sealEndpointSecret,
} from '../../db/erp-delivery/endpoint-secrets.ts';
import { resealAll } from '../../db/reseal.ts';
import { createSealer, type Sealer } from '../../db/sealed-text.ts';
import { demandSealingKeys } from '../../db/sealing-keys.ts';
import { asSealer, asTenant } from '../../db/tenancy.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';
import { type Seed, seedDocument } from '../environment/seeds.ts';

const hex = () => randomBytes(32).toString('hex');
const [oldKey, newKey] = [hex(), hex()];
const before = createSealer(`old:${oldKey}`);
const during = createSealer(`new:${newKey},old:${oldKey}`);
const after = createSealer(`new:${newKey}`);

let db: Database;
let superuser: pg.Pool;

beforeEach(async () => {
  const databaseUrl = await freshDatabase();
  db = openDatabase(asApplication(databaseUrl), { maxConnections: 3 });
  superuser = new pg.Pool({ connectionString: databaseUrl, max: 1 });
});

afterEach(() => Promise.all([db.destroy(), superuser.end()]));

async function secretsOf(sealer: Sealer, { tenantId, accountId }: Seed): Promise<string[]> {
  const row = await asTenant(db, tenantId, (scope) => findAccountOrThrow(scope, accountId));
  return [openApiKey(sealer, row), openWebhookToken(sealer, row)];
}

/** An answer with a secret, kept for this tenant. */
async function keepAnswer(scopeId: string): Promise<string> {
  const key = randomUUID();
  const sealed = before.seal('{"body":"secret"}', answerPlace({ scopeId, key }));
  await superuser.query(
    'insert into idempotency_keys (scope, key, request_digest, status, body) values ($1, $2, $3, 201, $4)',
    [scopeId, key, randomBytes(32), { sealed }],
  );
  return key;
}

/** An address of the ERP whose secret was changed a moment ago. Returns the secret. */
async function addEndpoint(tenantId: string): Promise<string> {
  const owner = { id: randomUUID(), tenant_id: tenantId };
  const secret = makeEndpointSecret();
  await superuser.query(
    `insert into webhook_endpoints (id, tenant_id, url, read_sequence, secret_sealed, previous_secret_sealed, previous_secret_until)
     values ($1, $2, 'https://erp.example/', 0, $3, $4, now() + interval '1 day')`,
    [
      owner.id,
      tenantId,
      sealEndpointSecret(before, owner, secret),
      sealEndpointSecret(before, owner, 'earlier'),
    ],
  );
  return secret;
}

describe('a sealing key', () => {
  it('is noticed at the start when it is not the one of this database, though nothing was sealed yet', async () => {
    await demandSealingKeys(db, before);
    await demandSealingKeys(db, before);
    await expect(demandSealingKeys(db, createSealer(`old:${newKey}`))).rejects.toThrow(
      'the key named old is not the one under which secrets of this database are sealed',
    );
    await expect(demandSealingKeys(db, createSealer(newKey))).rejects.toThrow('has no key named old');
    await demandSealingKeys(db, during);
  });

  it('is noticed as wrong by what was sealed before sentinels were kept', async () => {
    await seedDocument(db, before, '$aact_hmlg_x');
    await expect(demandSealingKeys(db, createSealer(`old:${newKey}`))).rejects.toThrow('the key named old');
    await expect(demandSealingKeys(db, after)).rejects.toThrow('SECRETS_KEY has no key named old');
    await demandSealingKeys(db, before);
  });

  it('is named in the refusal, and not shown', async () => {
    await demandSealingKeys(db, before);
    const refusal = await demandSealingKeys(db, createSealer(`old:${newKey}`)).catch(
      ({ message }) => message,
    );
    expect(refusal).not.toContain(newKey);
  });
});

describe('the rotation of the sealing key', () => {
  it('seals every secret of every company anew; the old key is needed until then and not after', async () => {
    await demandSealingKeys(db, before);
    const seeds = [await seedDocument(db, before, 'key-1'), await seedDocument(db, before, 'key-2')];
    const answers = await Promise.all(seeds.map(({ tenantId }) => keepAnswer(tenantId)));
    const secrets = await Promise.all(seeds.map((seed) => secretsOf(before, seed)));
    await demandSealingKeys(db, during);
    await expect(demandSealingKeys(db, after)).rejects.toThrow('no key named old');

    const [first] = seeds as [Seed, Seed];
    const endpoint = await addEndpoint(first.tenantId);
    expect(await resealAll(db, during)).toBe(5);
    const sealed = await superuser.query('select * from webhook_endpoints');
    expect(openEndpointSecrets(after, sealed.rows[0], new Date())).toEqual([endpoint, 'earlier']);
    expect(await resealAll(db, during)).toBe(0);
    await demandSealingKeys(db, after);
    expect(await Promise.all(seeds.map((seed) => secretsOf(after, seed)))).toEqual(secrets);
    for (const [at, key] of answers.entries()) {
      const { rows } = await superuser.query('select body from idempotency_keys where key = $1', [key]);
      const place = answerPlace({ scopeId: seeds[at]?.tenantId ?? '', key });
      expect(after.open(rows[0].body.sealed, place)).toBe('{"body":"secret"}');
    }
  });

  it('goes on where it was cut off, in batches, and leaves what is new alone', async () => {
    await demandSealingKeys(db, before);
    const seed = await seedDocument(db, before, 'key');
    for (let row = 0; row < 250; row++) await keepAnswer(seed.tenantId);
    const batches: number[] = [];
    const cut = resealAll(db, during, (batch) => {
      batches.push(batch);
      if (batches.length === 2) throw new Error('cut off');
    });
    await expect(cut).rejects.toThrow('cut off');
    expect(batches).toEqual([1, 100]);
    // The old key opens until the end, and the database says so.
    await expect(demandSealingKeys(db, after)).rejects.toThrow('no key named old');
    expect(await resealAll(db, during)).toBe(150);
  });

  it('stops at a secret that none of the keys opens, and changes nothing of it', async () => {
    const seed = await seedDocument(db, createSealer(`lost:${hex()}`), 'key');
    const [sealed] = await asSealer(db, (scope) =>
      scope.selectFrom('accounts').select('api_key_sealed').execute(),
    );
    await expect(resealAll(db, during)).rejects.toThrow('SECRETS_KEY has no key named lost');
    const row = await asTenant(db, seed.tenantId, (scope) => findAccountOrThrow(scope, seed.accountId));
    expect(row.api_key_sealed).toBe(sealed?.api_key_sealed);
  });

  it('sees what is sealed and nothing else of a company', async () => {
    await seedDocument(db, before, 'key');
    for (const query of [
      'select name from accounts',
      'select * from documents',
      'select status from idempotency_keys',
    ]) {
      const asked = asSealer(db, (scope) => scope.executeQuery({ sql: query, parameters: [] } as never));
      await expect(asked, query).rejects.toThrow(/permission denied/);
    }
  });
});
