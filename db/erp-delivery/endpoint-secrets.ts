import { randomBytes } from 'node:crypto';
import type { Sealer } from '../sealed-text.ts';
import type { EndpointRow } from './endpoints.ts';

type Owner = Pick<EndpointRow, 'tenant_id' | 'id'>;

/** A new signing secret in the form of Standard Webhooks: 256 random bits. */
export function makeEndpointSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export function sealEndpointSecret(sealer: Sealer, owner: Owner, secret: string): string {
  return sealer.seal(secret, endpointSecretPlace(owner));
}

/** The secrets that sign now: the current one and, for some time after a rotation, the old one. */
export function openEndpointSecrets(sealer: Sealer, row: EndpointRow, now: Date): string[] {
  const place = endpointSecretPlace(row);
  const present = sealer.open(row.secret_sealed, place);
  const overlaps = row.previous_secret_until !== null && row.previous_secret_until > now;
  return overlaps && row.previous_secret_sealed
    ? [present, sealer.open(row.previous_secret_sealed, place)]
    : [present];
}

/** The place of a secret. It is part of the sealing. */
export function endpointSecretPlace({ tenant_id, id }: Owner): string {
  return `webhook_endpoints.secret|${tenant_id}|${id}`;
}
