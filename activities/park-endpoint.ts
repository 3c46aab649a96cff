import { type EndpointRow, findEndpoint, updateEndpoint } from '../db/erp-delivery/endpoints.ts';
import { tellErp } from '../db/messages/erp-events.ts';
import { asTenant } from '../db/tenancy.ts';
import type { DeliveryDependencies } from './delivery-dependencies.ts';

/** Why an endpoint is parked that answers HTTP 410, in Portuguese. */
export const gone =
  'O endereço respondeu 410 (Gone): não quer mais entregas. Corrija-o e reative; o que espera sai em ordem.';

/** Sends nothing more to an endpoint until a person activates it again, and tells the company's other endpoints. */
export async function park(
  deps: DeliveryDependencies,
  { id, tenant_id, url }: EndpointRow,
  reason: string,
  at: Date,
): Promise<void> {
  await asTenant(deps.db, tenant_id, async (scope) => {
    if ((await findEndpoint(scope, id))?.status !== 'active') return;
    // Everyone who tells the ERP locks the feed's counter before an endpoint.
    await tellErp(scope, tenant_id, {
      type: 'webhook_endpoint.parked',
      data: { endpointId: id, url, reason },
    });
    await updateEndpoint(scope, id, { status: 'parked', reason, status_since: at });
  });
}
