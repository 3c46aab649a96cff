import { type RawBuilder, sql } from 'kysely';
import type { AuditedFields, AuditedKind } from '../../domain/audit.ts';
import type { CalendarDate } from '../../domain/calendar.ts';
import type { Scope } from '../database.ts';

/** What narrows the audit. An absent field narrows nothing. */
export interface AuditFilter {
  actor?: string | undefined;
  kind?: AuditedKind | undefined;
  resourceId?: string | undefined;
  /** The first and the last day of the period, in São Paulo. */
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
}

/** The place of an entry in the list. Two entries of the same instant are ordered by their table, then by their id. */
export interface AuditPlace {
  /** Microseconds since 1970, as exact as Postgres keeps them. */
  atMicros: number;
  source: number;
  id: number;
}

export interface AuditEntry extends AuditPlace {
  at: Date;
  actor: string;
  action: string;
  kind: AuditedKind;
  resourceId: string;
  /** The number of the document, where the entry is about one. */
  number: string | null;
  before: AuditedFields | null;
  after: AuditedFields | null;
}

/**
 * What was done to the configuration and to documents, the newest first, after `place`. The configuration has its own
 * table. Of the documents' timelines only the lines of people, of the company's systems and of its rules are read: what
 * Asaas told and what Remessa concluded is nobody's act.
 */
export async function findAudit(
  scope: Scope,
  filter: AuditFilter,
  { place, limit }: { place: AuditPlace | null; limit: number },
): Promise<AuditEntry[]> {
  const sources = [
    ...(filter.kind === 'document' ? [] : [ofConfiguration(filter, place, limit)]),
    ...(filter.kind === undefined || filter.kind === 'document' ? [ofTimelines(filter, place, limit)] : []),
  ];
  const { rows } = await sql<AuditEntry>`
    select *, (extract(epoch from at) * 1000000)::bigint as "atMicros"
    from (${sql.join(sources, sql` union all `)}) as entry
    order by at desc, source desc, id desc limit ${limit}
  `.execute(scope);
  return rows;
}

const sourceOf = { timeline: 0, configuration: 1 } as const;

function ofConfiguration(filter: AuditFilter, place: AuditPlace | null, limit: number) {
  const kind = filter.kind ? sql`and resource_kind = ${filter.kind}` : sql``;
  const resource = filter.resourceId ? sql`and resource_id = ${filter.resourceId}::uuid` : sql``;
  return sql`(
    select id, ${sql.lit(sourceOf.configuration)} as source, at, actor, action, resource_kind as kind,
      resource_id as "resourceId", null as number, before, after
    from audit_entries
    where true ${kind} ${resource} ${narrow(filter, place, sourceOf.configuration)}
    order by at desc, id desc limit ${limit})`;
}

/** The details of an amendment are its before and after. Other details are what is true after the act. */
function ofTimelines(filter: AuditFilter, place: AuditPlace | null, limit: number) {
  const document = filter.resourceId ? sql`and document_id = ${filter.resourceId}::uuid` : sql``;
  return sql`(
    select id, ${sql.lit(sourceOf.timeline)} as source, at, actor, what as action, 'document' as kind,
      document_id as "resourceId", (select number from documents where documents.id = document_id) as number,
      details -> 'before' as before, coalesce(details -> 'after', details) as after
    from timeline
    where actor <> 'asaas' and actor <> 'remessa' ${document} ${narrow(filter, place, sourceOf.timeline)}
    order by at desc, id desc limit ${limit})`;
}

const zone = sql.lit('America/Sao_Paulo');

function narrow(
  { actor, from, to }: AuditFilter,
  place: AuditPlace | null,
  source: number,
): RawBuilder<unknown> {
  const conditions = [
    ...(actor === undefined ? [] : [sql`and actor = ${actor}`]),
    ...(from === undefined ? [] : [sql`and at >= ${from}::date::timestamp at time zone ${zone}`]),
    ...(to === undefined ? [] : [sql`and at < (${to}::date + 1)::timestamp at time zone ${zone}`]),
    ...(place === null ? [] : [after(place, source)]),
  ];
  return sql.join(conditions.length > 0 ? conditions : [sql``], sql` `);
}

/** The first comparison lets the index find the place, and the second one is exact. */
function after({ atMicros, source: placeSource, id }: AuditPlace, source: number): RawBuilder<unknown> {
  const at = sql`('epoch'::timestamptz + ${atMicros}::bigint * interval '1 microsecond')`;
  return sql`and at <= ${at} and (at, ${sql.lit(source)}, id) < (${at}, ${placeSource}::int, ${id}::bigint)`;
}
