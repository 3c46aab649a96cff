import { type AuditFilter, findAudit } from '../../db/audit/audit-list.ts';
import type { Scope } from '../../db/database.ts';
import { findTimeline } from '../../db/documents/timeline.ts';
import { findDeliveries } from '../../db/erp-delivery/deliveries.ts';
import { findEventsAfter } from '../../db/messages/erp-events.ts';
import { findUndeliveredMessages } from '../../db/messages/undelivered-messages.ts';
import { addDays } from '../../domain/calendar.ts';
import { type ListQuery, queriesOf, type Sample } from './list-query.ts';

const limit = 51;

/** Who did what, what happened, and who was told. */
export function journalQueries(sample: Sample): ListQuery[] {
  const { documentId } = sample;
  return [
    ...auditQueries(sample),
    ...queriesOf('listEvents', [{ name: 'events', run: (scope) => findEventsAfter(scope, 0, limit) }]),
    ...queriesOf('getDocumentTimeline', [
      {
        name: 'timeline of a document',
        run: (scope) => findTimeline(scope, documentId, { afterId: 0, limit }),
      },
    ]),
    ...queriesOf('listUndeliveredMessages', [
      {
        name: 'undelivered messages',
        run: (scope) => findUndeliveredMessages(scope, { afterId: null, limit }),
      },
    ]),
    ...deliveryQueries(sample),
  ];
}

function auditQueries({ today, documentId, payerId, accountId }: Sample): ListQuery[] {
  const filters: [string, AuditFilter][] = [
    ['', {}],
    [' of the ERP', { actor: 'erp:ERP da matriz' }],
    [' of a person', { actor: 'operator:Ana Ribeiro' }],
    [' of a person who did little', { actor: 'operator:Rui Castro' }],
    [' of documents', { kind: 'document' }],
    [' of payers', { kind: 'payer' }],
    [' of the company', { kind: 'tenant' }],
    [' of rules, by a person', { kind: 'sending_rule', actor: 'operator:Ana Ribeiro' }],
    [' of a week', { from: addDays(today, -7), to: today }],
    [' of a week two years ago', { from: addDays(today, -737), to: addDays(today, -730) }],
    [' of a document', { resourceId: documentId }],
    [' of a payer', { resourceId: payerId }],
    [' of an account', { kind: 'account', resourceId: accountId }],
  ];
  const place = { atMicros: (Date.now() - 365 * 86_400_000) * 1_000, source: 0, id: 0 };
  return queriesOf('listAudit', [
    ...filters.map(([whose, filter]) => ({
      name: `audit${whose}`,
      run: (scope: Scope) => findAudit(scope, filter, { place: null, limit }),
    })),
    { name: 'audit, a page of a year ago', run: (scope) => findAudit(scope, {}, { place, limit }) },
  ]);
}

function deliveryQueries({ endpointId }: Sample): ListQuery[] {
  const newest = { before: null, limit };
  return queriesOf('listWebhookDeliveries', [
    {
      name: 'deliveries of an endpoint',
      run: (scope) => findDeliveries(scope, endpointId, {}, newest),
    },
    {
      name: 'deliveries of an endpoint, given up',
      run: (scope) => findDeliveries(scope, endpointId, { status: 'given_up' }, newest),
    },
    {
      name: 'deliveries of an endpoint, of a rare type',
      run: (scope) => findDeliveries(scope, endpointId, { type: 'webhook_endpoint.tested' }, newest),
    },
  ]);
}
