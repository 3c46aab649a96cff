import { sql } from 'kysely';
import { type DocumentEvent, type DocumentStatus, nextStatus } from '../../domain/document-status.ts';
import { workflowIds } from '../../domain/messages.ts';
import type { Invariant } from '../invariant.ts';
import { findBySql, isIn, rowsOf } from '../rows.ts';

interface Walk {
  documentId: string;
  status: DocumentStatus;
  moves: { what: DocumentEvent; from: DocumentStatus; to: DocumentStatus }[];
}

/** The timeline is played again from its beginning. */
export const movesLawful: Invariant = {
  name: 'moves_lawful',
  sentence: 'The moves on the timeline follow the table of moves and lead to the status of today.',
  judgedBy: 'documents',
  async find({ scope, documents }) {
    const walks = await rowsOf(
      scope,
      sql<Walk>`
        select document.id as "documentId", document.status, coalesce(jsonb_agg(
            jsonb_build_object('what', what, 'from', details->'from', 'to', details->'to') order by line.id)
          filter (where line.id is not null), '[]') as moves
        from documents document
        left join timeline line on line.document_id = document.id and details ?& array['from', 'to']
        where ${isIn(documents, sql`document.id`)}
        group by document.id`,
    );
    const offenders = walks.flatMap((walk) => {
      const what = unlawful(walk);
      return what === null ? [] : [{ subject: walk.documentId, what }];
    });
    return { checked: walks.length, offenders };
  },
};

function unlawful({ status, moves }: Walk): string | null {
  let reached: DocumentStatus = 'pending';
  for (const { what, from, to } of moves) {
    if (from !== reached) return `${what} moved it from ${from}, where it was not`;
    if (to === from || nextStatus(from, what) !== to) return `${what} moved it from ${from} to ${to}`;
    reached = to;
  }
  return reached === status ? null : `it is ${status}, and its moves led to ${reached}`;
}

/** What waits for a time or for a person says so: a look-up has its time, a hold its cause, a refusal its version. */
export const nothingStuck: Invariant = {
  name: 'nothing_stuck',
  sentence: 'No document is under way for long without a stated reason.',
  judgedBy: 'documents',
  find({ scope, lateBefore, documents }) {
    return findBySql(scope, {
      count: sql`select count(*) as checked from documents where ${isIn(documents, sql`id`)}`,
      offenders: sql`
        select document.id as subject, status || ', version ' || version || ', at Asaas ' || synced_version ||
          case when cancel_requested_at is null then '' else ', to be cancelled' end as what
        from documents document
        where ${isIn(documents, sql`document.id`)} and updated_at < ${lateBefore} and hold is null and (
          status = 'registering'
          or (status = 'uncertain' and not exists (select from registration_attempts attempt
            where document_id = document.id and outcome is null and look_at > ${lateBefore}))
          or (status in ('registered', 'overdue')
            and (version > greatest(synced_version, refused_version) or cancel_requested_at is not null)))`,
    });
  },
};

/** A document that nobody follows is forgotten: the next message would wake it, but a timer or a step would not come. */
export const runsAlive: Invariant = {
  name: 'runs_alive',
  sentence: 'A document from its sending until its money is available has an open run in Temporal.',
  judgedBy: 'Temporal',
  async find({ scope, tenantId, lateBefore, openRuns }) {
    if (openRuns === null) return null;
    const followed = await rowsOf(
      scope,
      sql<{ id: string; status: DocumentStatus }>`
        select id, status from documents
        where status in ('registering', 'uncertain', 'registered', 'overdue', 'paid') and updated_at < ${lateBefore}`,
    );
    const offenders = followed
      .filter(({ id }) => !openRuns.has(workflowIds.receivableDocument({ tenantId, documentId: id })))
      .map(({ id, status }) => ({ subject: id, what: `${status} without a run` }));
    return { checked: followed.length, offenders };
  },
};
