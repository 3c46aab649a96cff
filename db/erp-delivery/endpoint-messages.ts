import { type EndpointSignal, workflowIds } from '../../domain/messages.ts';
import type { Scope } from '../database.ts';
import { insertMessage } from '../messages/insert-message.ts';

/** Leaves a message for the run that delivers to an endpoint of the ERP. The first message starts the run. */
export async function leaveEndpointMessage(
  scope: Scope,
  endpointId: string,
  signal: EndpointSignal,
): Promise<string> {
  const endpoint = await scope
    .updateTable('webhook_endpoints')
    .set((row) => ({ message_seq: row('message_seq', '+', 1) }))
    .where('id', '=', endpointId)
    .returning(['tenant_id', 'message_seq', 'url'])
    .executeTakeFirstOrThrow();
  return insertMessage(scope, {
    tenant_id: endpoint.tenant_id,
    workflow_type: 'erpDelivery',
    workflow_id: workflowIds.erpDelivery({ tenantId: endpoint.tenant_id, endpointId }),
    seq: endpoint.message_seq,
    signal,
    urgency: 2,
    facts: {},
    subject: { endpointId, summary: `Entregas ao ERP · ${new URL(endpoint.url).host}` },
  });
}

/**
 * Tells the active endpoints of a tenant that the feed has new events. An endpoint that was told and has not read yet
 * is not told again, so a thousand events make one message.
 */
export async function announceEvent(scope: Scope, tenantId: string): Promise<void> {
  const endpoints = await scope
    .selectFrom('webhook_endpoints')
    .select(['id', 'has_news'])
    .where('tenant_id', '=', tenantId)
    .where('status', '=', 'active')
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { id, has_news } of endpoints) {
    if (has_news) continue;
    await scope.updateTable('webhook_endpoints').set({ has_news: true }).where('id', '=', id).execute();
    await leaveEndpointMessage(scope, id, 'eventsAdded');
  }
}
