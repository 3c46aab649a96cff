import { type Kysely, sql } from 'kysely';

/**
 * Which notices an account wants for its payers, what each payer was told of them, and Asaas' ids of a payer's notices,
 * which never change.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table accounts add column notices jsonb check (jsonb_typeof(notices) = 'array')`,
  `alter table account_notices
     add column whatsapp_fee_cents int check (whatsapp_fee_cents >= 0),
     add check (whatsapp_fee_cents is null or fee_read_at is not null)`,
  `alter table customers
     add column told_notices text,
     add column notice_ids jsonb check (jsonb_typeof(notice_ids) = 'object'),
     add check (told_notices is null or notice_ids is not null),
     add check (notice_ids is null or customer_id is not null)`,
];
