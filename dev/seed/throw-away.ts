import type { ClientBase } from 'pg';

/** The seed does not write into this database. The message says why, and what to do. */
export class SeedRefused extends Error {
  override readonly name = 'SeedRefused';
}

/** The comment with which the owner of a database says that it may be thrown away. */
export const throwAwayComment = 'throw-away';

/**
 * Refuses a database that its owner did not mark, and one with an account of Asaas' production. Asked for on purpose: an
 * address says nothing about what is behind it, and the seed fills tables with a million rows. Throws `SeedRefused`.
 */
export async function demandThrowAway(client: ClientBase): Promise<void> {
  const { name, comment, mark } = (await client.query(marking, [throwAwayComment])).rows[0];
  if (comment !== throwAwayComment) {
    throw new SeedRefused(
      `The database ${name} is not marked as one that may be thrown away. If it is, say so as its owner:\n  ${mark};`,
    );
  }
  const { rows } = await client.query(`select from pg_class where oid = to_regclass('accounts')`);
  if (rows.length === 0) throw new SeedRefused(`The database ${name} has no schema yet: npm run migrate`);
  // Only a superuser sees the accounts of all companies. For another owner the comment alone counts.
  const production = await client.query(`select from accounts where environment = 'production' limit 1`);
  if (production.rows.length > 0) {
    throw new SeedRefused(`The database ${name} has an account of Asaas' production. It is not seeded.`);
  }
}

const marking = `
  select datname as name, shobj_description(oid, 'pg_database') as comment,
    format('comment on database %I is %L', datname, $1::text) as mark
  from pg_database where datname = current_database()`;
