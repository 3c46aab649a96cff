import type { Selectable } from 'kysely';
import { z } from 'zod';
import { findDocumentWithPayer } from '../../db/documents/document-list.ts';
import { findTimeline } from '../../db/documents/timeline.ts';
import type { TimelineTable } from '../../db/tables/journal.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { type Column, type Exported, moment, text } from '../http/export-columns.ts';
import { instant } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { Problem } from '../problems/problem.ts';
import { byDocument } from './document-reference.ts';

const timelineEntry = z
  .strictObject({
    at: instant,
    what: z.string().meta({ example: 'document.amended' }),
    actor: z.string().meta({
      description:
        'A key (role and name), a rule that sends by itself (`rule:` and its name), asaas, or remessa itself.',
    }),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEntry' });

const columns: readonly Column<z.output<typeof timelineEntry>>[] = [
  moment('Quando', ({ at }) => at),
  text('O quê', ({ what }) => what),
  text('Quem', ({ actor }) => actor),
  text('Detalhes', ({ details }) => JSON.stringify(details)),
];

const timelineFile: Exported<z.output<typeof timelineEntry>> = { fileName: 'historico', columns };

const readTimeline = defineRoute({
  method: 'get',
  path: '/v1/documents/{id}/timeline',
  operationId: 'getDocumentTimeline',
  tag: 'Documents',
  summary: 'Read a document’s lasting history: who, what, before and after, when',
  roles: ['erp', 'operator', 'viewer'],
  params: byDocument,
  query: z.strictObject(pageQuery),
  answers: { 200: pageOf(timelineEntry) },
  exportsAs: timelineFile,
  async handle({ params, query: { limit, cursor }, language }, scope) {
    if (!(await findDocumentWithPayer(scope, params.id))) throw new Problem('not_found');
    const place = readCursor(cursor, z.tuple([z.int()]), language);
    const rows = await findTimeline(scope, params.id, { afterId: place?.[0] ?? 0, limit: limit + 1 });
    return ok(toPage(rows, limit, toTimelineEntry, (row) => [row.id]));
  },
});

export const documentHistoryRoutes = [readTimeline];

function toTimelineEntry(row: Selectable<TimelineTable>): z.output<typeof timelineEntry> {
  return { at: row.at.toISOString(), what: row.what, actor: row.actor, details: row.details };
}
