import { z } from 'zod';
import { type AuditEntry, findAudit } from '../../db/audit/audit-list.ts';
import { auditedKinds } from '../../domain/audit.ts';
import { toSaoPauloTime } from '../../domain/calendar.ts';
import { file, ok } from '../http/answer.ts';
import { textCell, writeCsv } from '../http/csv.ts';
import { defineRoute } from '../http/define-route.ts';
import { date, id, instant, text } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';

const readers = ['erp', 'operator', 'viewer'] as const;

const filterQuery = {
  actor: text(300).optional().meta({
    description: 'Who, exactly: role and name of a key or person, or `admin`, the vendor.',
    example: 'operator:Ana Ribeiro',
  }),
  kind: z.enum(auditedKinds).optional().meta({ description: 'What it was done to.' }),
  resourceId: id.optional().meta({ description: 'One resource: its id here.' }),
  from: date.optional(),
  to: date.optional(),
};

const auditEntry = z
  .strictObject({
    at: instant,
    actor: z.string().meta({
      description:
        'A key or a person (role and name), `admin` for the vendor, or a rule that sends by itself.',
    }),
    action: z.string().meta({
      description: 'The kind of the resource and what was done; of documents, as on their timelines.',
      example: 'account.changed',
    }),
    kind: z.enum(auditedKinds),
    resourceId: id,
    number: z.string().nullable().meta({
      description: 'The number of the document; null where the entry is about something else.',
    }),
    before: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'The changed fields, as they were; null where nothing was there before.',
    }),
    after: z.record(z.string(), z.unknown()).nullable().meta({
      description: 'The changed fields, as they are since. Of a key it has the hint, of a password nothing.',
    }),
  })
  .meta({ id: 'AuditEntry' });

const listAudit = defineRoute({
  method: 'get',
  path: '/v1/audit',
  operationId: 'listAudit',
  tag: 'Audit',
  summary: 'List who changed what, before and after, the newest first',
  description:
    'The configuration (accounts, keys, people, licences, webhooks, rules) and what was done to documents, in one list without an end date. What Asaas told and what Remessa concluded about a document is on its timeline alone.',
  roles: readers,
  query: z.strictObject({ ...filterQuery, ...pageQuery }),
  answers: { 200: pageOf(auditEntry) },
  async handle({ query: { limit, cursor, ...filter }, language }, scope) {
    const read = readCursor(cursor, z.tuple([z.int(), z.int().min(0).max(1), z.int()]), language);
    const place = read && { atMicros: read[0], source: read[1], id: read[2] };
    const rows = await findAudit(scope, filter, { place, limit: limit + 1 });
    return ok(toPage(rows, limit, toAuditEntry, (row) => [row.atMicros, row.source, row.id]));
  },
});

/** More rows than this are more than one file: its reader narrows the period. */
const fileRowsMax = 10_000;

const exportAudit = defineRoute({
  method: 'get',
  path: '/v1/audit.csv',
  operationId: 'exportAudit',
  tag: 'Audit',
  summary: 'The same list as a file for a spreadsheet',
  description: `Semicolons, dd/mm/aaaa, UTF-8 with a mark. Up to ${fileRowsMax} rows, the newest: narrow the period for older ones.`,
  roles: readers,
  mediaType: 'text/csv',
  query: z.strictObject(filterQuery),
  answers: { 200: z.string() },
  async handle({ query }, scope) {
    const rows = await findAudit(scope, query, { place: null, limit: fileRowsMax });
    return file(writeCsv(headings, rows.map(toCells)), 'auditoria.csv');
  },
});

export const auditRoutes = [listAudit, exportAudit];

function toAuditEntry(row: AuditEntry): z.output<typeof auditEntry> {
  const { at, actor, action, kind, resourceId, number, before, after } = row;
  return { at: at.toISOString(), actor, action, kind, resourceId, number, before, after };
}

const headings = ['Quando', 'Quem', 'Ação', 'Documento', 'Recurso', 'Antes', 'Depois'];

function toCells(row: AuditEntry) {
  const fields = (side: AuditEntry['before']) => textCell(side && JSON.stringify(side));
  return [
    textCell(toSaoPauloTime(row.at)),
    textCell(row.actor),
    textCell(row.action),
    textCell(row.number),
    textCell(row.resourceId),
    fields(row.before),
    fields(row.after),
  ];
}
