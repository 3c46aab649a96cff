import { type Kysely, sql } from 'kysely';

/** The sealer also sees the sealed secrets of the ERP's endpoints, so they can be sealed again with another key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'create policy sealer on webhook_endpoints to remessa_sealer using (true) with check (true)',
  'grant select (id, tenant_id, secret_sealed, previous_secret_sealed) on webhook_endpoints to remessa_sealer',
  'grant update (secret_sealed, previous_secret_sealed) on webhook_endpoints to remessa_sealer',
];
