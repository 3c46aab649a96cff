import type { Instant, Json, OptionalInstant } from './column-types.ts';

/** An instant: read as `Date`, may be left to the database when inserted. */
export interface TenantTable {
  id: string;
  name: string;
  tax_id: string;
  features: string[];
  created_at: Instant;
}

export interface LogoTable {
  tenant_id: string;
  /** PNG or JPEG. */
  image: Buffer;
}

export type KeyRole = 'erp' | 'operator' | 'viewer';

export interface ApiKeyTable {
  id: string;
  tenant_id: string;
  name: string;
  role: KeyRole;
  digest: Buffer;
  hint: string;
  created_at: Instant;
  last_used_at: OptionalInstant;
  revoked_at: OptionalInstant;
}

export interface IdempotencyKeyTable {
  scope: string;
  key: string;
  request_digest: Buffer;
  status: number;
  body: Json<unknown>;
  created_at: Instant;
}
