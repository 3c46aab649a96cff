import { sql } from 'kysely';
import type { Invariant } from '../invariant.ts';
import { findBySql } from '../rows.ts';

/**
 * The audit sees the rows of one company, as the application does. So what a row points to in another company is not to
 * be seen. The database's keys hold most of it; these are the ways that no key closes.
 */
export const tenantWall: Invariant = {
  name: 'tenant_wall',
  sentence: 'No row of a company points to a row of another.',
  judgedBy: 'company',
  find({ scope, tenantId }) {
    return findBySql(scope, {
      count: sql`
        select (select count(*) from charges) + (select count(*) from ledger_entries)
          + (select count(*) from messages) + (select count(*) from erp_events) as checked`,
      offenders: sql`
        select charge_id as subject, 'a charge whose account or attempt is not to be seen' as what from charges charge
        where not exists (select from accounts where id = charge.account_id)
          or not exists (select from registration_attempts where id = charge.attempt_id)
        union all
        select charge_id, 'a booking of a charge that another document has' from ledger_entries entry
        where document_id is not null and exists (select from charges where account_id = entry.account_id
            and charge_id = entry.charge_id and document_id <> entry.document_id)
          and not exists (select from unidentified_receipts where account_id = entry.account_id
            and charge_id = entry.charge_id)
        union all
        select workflow_id, 'a message to a workflow of another company' from messages
        where split_part(workflow_id, '/', 2) <> ${tenantId}
        union all
        select id::text, 'an event about a document that is not to be seen' from erp_events event
        where data ? 'documentId'
          and not exists (select from documents where id = (event.data->>'documentId')::uuid)`,
    });
  },
};
