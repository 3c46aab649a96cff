import { sql } from 'kysely';
import type { Scope } from '../database.ts';

/** Where the audit of our own books goes on; null to begin a new round. */
export interface AuditPlace {
  tenantId: string;
  afterId: string | null;
}

export interface AuditOffender {
  tenantId: string;
  invariant: string;
  subject: string;
  what: string;
}

/**
 * Takes the next look for the caller, if the last one is long enough ago: one worker of all makes it, and a worker that
 * starts anew makes none before its time. Returns where to begin, or undefined when no look is due. Runs as the upkeep.
 */
export async function claimAudit(
  scope: Scope,
  { now, everyMs }: { now: Date; everyMs: number },
): Promise<{ from: AuditPlace | null } | undefined> {
  const { rows } = await sql<{ next_tenant: string | null; next_after: string | null }>`
    update audit_rounds set looked_at = ${now}, round_began_at = case when next_tenant is null then ${now} else round_began_at end
    where looked_at is null or looked_at <= ${new Date(now.getTime() - everyMs)}
    returning next_tenant, next_after
  `.execute(scope);
  const [row] = rows;
  if (!row) return undefined;
  return { from: row.next_tenant === null ? null : { tenantId: row.next_tenant, afterId: row.next_after } };
}

/**
 * Keeps what a look found and where the next one goes on. At the end of a round the offenders that it did not find again
 * are forgotten, unless their invariant could not be judged. Runs as the upkeep.
 */
export async function keepAudit(
  scope: Scope,
  look: {
    now: Date;
    judged: readonly string[];
    offenders: readonly AuditOffender[];
    next: AuditPlace | null;
  },
): Promise<void> {
  await keepOffenders(scope, look.offenders, look.now);
  await sql`
    insert into audit_judgements (invariant, judged_at) select unnest(${look.judged}::text[]), ${look.now}
    on conflict (invariant) do update set judged_at = excluded.judged_at
  `.execute(scope);
  if (look.next === null) {
    await sql`
      delete from audit_offenders where invariant = any(${look.judged}::text[])
        and seen_at < (select round_began_at from audit_rounds)
    `.execute(scope);
  }
  await sql`
    update audit_rounds set next_tenant = ${look.next?.tenantId ?? null}, next_after = ${look.next?.afterId ?? null},
      round_ended_at = case when ${look.next === null} then ${look.now} else round_ended_at end
  `.execute(scope);
}

/** What is known to be wrong by invariant, with invariants that hold, and when each was last judged. Runs as the upkeep. */
export async function findAuditFigures(
  scope: Scope,
): Promise<{ invariant: string; judgedAt: Date; offenders: number }[]> {
  const { rows } = await sql<{ invariant: string; judgedAt: Date; offenders: number }>`
    select invariant, judged_at as "judgedAt",
      (select count(*) from audit_offenders offender where offender.invariant = judgement.invariant)::int as offenders
    from audit_judgements judgement order by invariant
  `.execute(scope);
  return rows;
}

/** When a round last came to its end: since then every document was looked at. Runs as the upkeep. */
export async function findRoundEnd(scope: Scope): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select round_ended_at as at from audit_rounds`.execute(
    scope,
  );
  return rows[0]?.at ?? null;
}

async function keepOffenders(scope: Scope, offenders: readonly AuditOffender[], now: Date): Promise<void> {
  if (offenders.length === 0) return;
  await sql`
    insert into audit_offenders as known (tenant_id, invariant, subject, what, found_at, seen_at)
    select distinct on (tenant_id, invariant, subject) tenant_id, invariant, subject, what, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(offenders.map(toRow))}::jsonb)
      offender (tenant_id uuid, invariant text, subject text, what text)
    on conflict (tenant_id, invariant, subject) do update set what = excluded.what, seen_at = excluded.seen_at
  `.execute(scope);
}

function toRow({ tenantId, ...offender }: AuditOffender) {
  return { tenant_id: tenantId, ...offender };
}
