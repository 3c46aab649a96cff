import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { findIdsByErpIds } from '../../db/documents/documents.ts';
import { id, text } from '../http/fields.ts';
import { findUnstorableText } from '../http/json-body.ts';
import type { Finding } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';

/** How ERPs and we name documents. A company has at most one document of an `erpId`: the database refuses a second. */

/** The ERP's own id of a document. */
export const erpId = text(200);

const prefix = 'erp:';

/** A document in a path or a filter: our id, or `erp:` and the ERP's own id, percent-encoded. */
export const documentReference = z
  .union([
    id,
    z
      .string()
      .max(prefix.length + 200)
      .regex(/^erp:/)
      .refine((value) => value.slice(prefix.length).trim() !== '')
      .refine((value) => findUnstorableText(value).length === 0),
  ])
  .meta({ description: 'Our id, or `erp:` and your own `erpId`, percent-encoded: `erp:CR-1`.' });

/** The path parameter of a document. */
export const byDocument = z.strictObject({ id: documentReference });

/** The ERP's own id in the path; null when the path has our id. */
export function erpIdIn(params: unknown): string | null {
  return erpIdOf((params as z.output<typeof byDocument>).id);
}

/** The ERP's own id in a reference; null when the reference is our id. */
export function erpIdOf(reference: string): string | null {
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : null;
}

/** Our id of the tenant's document. Throws 404. */
export async function demandIdOf(scope: Scope, given: string): Promise<string> {
  const documentId = (await findIdsByErpIds(scope, [given])).get(given);
  if (documentId === undefined) throw new Problem('erp_id_unknown', { values: { erpId: given } });
  return documentId;
}

/** Whether exactly one of several ways to choose is taken. */
export function isOne(ways: readonly unknown[]): boolean {
  return ways.filter((way) => way !== undefined).length === 1;
}

/** A document as a body or query names it. `documentId` is null when the tenant has no such document. */
export interface NamedDocument {
  documentId: string | null;
  erpId: string | null;
  /** Where it is named. */
  path: Finding['path'];
}

/** Documents named one by one, by our ids and by the ERP's, in the order of their naming. */
export async function findNamed(
  scope: Scope,
  { documentIds = [], erpIds = [] }: { documentIds?: string[] | undefined; erpIds?: string[] | undefined },
): Promise<NamedDocument[]> {
  const idOf = erpIds.length > 0 ? await findIdsByErpIds(scope, erpIds) : new Map<string, string>();
  return [
    ...documentIds.map((documentId, at) => ({ documentId, erpId: null, path: ['documentIds', at] })),
    ...erpIds.map((given, at) => ({
      documentId: idOf.get(given) ?? null,
      erpId: given,
      path: ['erpIds', at],
    })),
  ];
}
