import { z } from 'zod';
import type { AuditEntry } from '../../db/audit/audit-list.ts';
import { auditedKinds } from '../../domain/audit.ts';
import { id, instant } from '../http/fields.ts';

export const auditEntry = z
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

export type AuditAnswer = z.output<typeof auditEntry>;

export function toAuditEntry(row: AuditEntry): AuditAnswer {
  const { at, actor, action, kind, resourceId, number, before, after } = row;
  return { at: at.toISOString(), actor, action, kind, resourceId, number, before, after };
}
