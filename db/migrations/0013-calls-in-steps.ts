import { type Kysely, sql } from 'kysely';

/**
 * A call that asks Asaas holds its Idempotency-Key by a claim that ends, and no longer by a transaction. The account's
 * care does not touch a webhook while the API sets it up. Secrets can be changed: the old webhook token is accepted
 * until Asaas has the new one, and sealed texts can be sealed again with another key. A sentinel proves each key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...claims, ...webhooks, ...sealing]) await sql.raw(statement).execute(db);
}

const claims = [
  'alter table idempotency_keys alter column status drop not null, alter column body drop not null',
  `alter table idempotency_keys
     add column call_id uuid,
     add column claim uuid,
     add column claimed_until timestamptz,
     add check ((status is null) = (body is null)),
     add check ((status is null) = (claim is not null)),
     add check ((claim is null) = (claimed_until is null)),
     add check (claim is null or call_id is not null)`,
  'grant update (request_digest, status, body, call_id, claim, claimed_until) on idempotency_keys to remessa_app, remessa_admin',
  // A stored answer never changes.
  `create policy only_unanswered on idempotency_keys as restrictive for update to remessa_app, remessa_admin
     using (status is null) with check (true)`,
];

const webhooks = [
  `alter table accounts
     add column webhook_set_up_until timestamptz,
     add column webhook_token_previous_digest bytea`,
  'grant select (webhook_token_previous_digest) on accounts to remessa_gate',
];

const sealing = [
  `do $$ begin
     create role remessa_sealer nologin;
   exception when duplicate_object or unique_violation then null;
   end $$`,
  'grant remessa_sealer to current_user',
  'grant remessa_sealer to remessa_app',
  'grant usage on schema public to remessa_sealer',
  `create table sealing_keys (
     key_id text primary key,
     sentinel text not null,
     created_at timestamptz not null default now()
   )`,
  'alter table sealing_keys enable row level security',
  'alter table sealing_keys force row level security',
  'create policy sealer on sealing_keys to remessa_sealer using (true) with check (true)',
  'grant select, insert, delete on sealing_keys to remessa_sealer',
  // The sealer sees sealed texts and their owners, and nothing else of an account or an answer.
  'create policy sealer on accounts to remessa_sealer using (true) with check (true)',
  'grant select (id, tenant_id, api_key_sealed, webhook_token_sealed) on accounts to remessa_sealer',
  'grant update (api_key_sealed, webhook_token_sealed) on accounts to remessa_sealer',
  `create policy sealer on idempotency_keys to remessa_sealer using (body ? 'sealed') with check (body ? 'sealed')`,
  'grant select (scope, key, body), update (body) on idempotency_keys to remessa_sealer',
  `create index idempotency_keys_sealed on idempotency_keys (scope, key) where body ? 'sealed'`,
];
