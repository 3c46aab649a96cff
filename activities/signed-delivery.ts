import { Webhook } from 'standardwebhooks';
import { openEndpointSecrets } from '../db/erp-delivery/endpoint-secrets.ts';
import type { EndpointRow } from '../db/erp-delivery/endpoints.ts';
import type { Sealer } from '../db/sealed-text.ts';

/**
 * The headers of a delivery, signed as Standard Webhooks defines: each attempt has the same id, and a new time and
 * signature. After a rotation both secrets sign for some time.
 */
export function signed(
  sealer: Sealer,
  endpoint: EndpointRow,
  { id, body, at }: { id: string; body: string; at: Date },
): Record<string, string> {
  const signatures = openEndpointSecrets(sealer, endpoint, at).map((secret) =>
    new Webhook(secret).sign(id, at, body),
  );
  return {
    'content-type': 'application/json',
    'user-agent': 'Remessa-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}
