import { z } from 'zod';
import { findAudit } from '../../db/audit/audit-list.ts';
import type { Scope } from '../../db/database.ts';
import { findIdsByErpIds } from '../../db/documents/documents.ts';
import { auditedKinds } from '../../domain/audit.ts';
import { documentReference, erpIdOf } from '../documents/document-reference.ts';
import { ok } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { date, text } from '../http/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '../http/pages.ts';
import { auditEntry, toAuditEntry } from './audit-answer.ts';
import { auditFile } from './audit-columns.ts';

const readers = ['erp', 'operator', 'viewer'] as const;

const filterQuery = {
  actor: text(300).optional().meta({
    description: 'Who, exactly: role and name of a key or person, or `admin`, the vendor.',
    example: 'operator:Ana Ribeiro',
  }),
  kind: z.enum(auditedKinds).optional().meta({ description: 'What it was done to.' }),
  resourceId: documentReference.optional().meta({
    description:
      'One resource: its id here. A document also by `erp:` and your own `erpId`, percent-encoded.',
  }),
  from: date.optional(),
  to: date.optional(),
};

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
  exportsAs: auditFile,
  async handle({ query: { limit, cursor, ...filter }, language }, scope) {
    const read = readCursor(cursor, z.tuple([z.int(), z.int().min(0).max(1), z.int()]), language);
    const place = read && { atMicros: read[0], source: read[1], id: read[2] };
    const resourceId = await idOf(scope, filter.resourceId);
    // No document has the ERP's id, so nothing was done to it.
    if (resourceId === null) return ok({ data: [], nextCursor: null });
    const rows = await findAudit(scope, { ...filter, resourceId }, { place, limit: limit + 1 });
    return ok(toPage(rows, limit, toAuditEntry, (row) => [row.atMicros, row.source, row.id]));
  },
});

/** Our id of what is named; null when no document has the ERP's id. */
async function idOf(scope: Scope, reference: string | undefined): Promise<string | null | undefined> {
  const erpId = reference === undefined ? null : erpIdOf(reference);
  if (erpId === null) return reference;
  return (await findIdsByErpIds(scope, [erpId])).get(erpId) ?? null;
}

export const auditRoutes = [listAudit];
