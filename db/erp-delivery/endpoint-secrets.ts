import { randomBytes } from 'node:crypto';
import type { Sealer } from '../sealed-text.ts';
import type { EndpointRow } from './endpoints.ts';

type Owner = Pick<EndpointRow, 'tenant_id' | 'id'>;

/** A new signing secret, as Standard Webhooks writes one: 256 random bits. */
export function makeEndpointSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export function sealEndpointSecret(sealer: Sealer, owner: Owner, secret: string): string {
  return sealer.seal(secret, endpointSecretPlace(owner));
}

/** The secrets that sign now: the present one, and for a while the one before it. */
export function openEndpointSecrets(sealer: Sealer, row: EndpointRow, now: Date): string[] {
  const place = endpointSecretPlace(row);
  const present = sealer.open(row.secret_sealed, place);
  const overlaps = row.previous_secret_until !== null && row.previous_secret_until > now;
  return overlaps && row.previous_secret_sealed
    ? [present, sealer.open(row.previous_secret_sealed, place)]
    : [present];
}

/** Where a secret is, as it is authenticated with it. */
export function endpointSecretPlace({ tenant_id, id }: Owner): string {
  return `webhook_endpoints.secret|${tenant_id}|${id}`;
}
