import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

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
  /** Null, as the body is, while the call is under way. */
  status: Optional<number>;
  body: OptionalJson<unknown>;
  /** The same at each repetition of a call that asks Asaas. */
  call_id: Optional<string>;
  /** Who works on the call, and until when nobody else may. */
  claim: Optional<string>;
  claimed_until: OptionalInstant;
  created_at: Instant;
}

/** A text sealed under each key that sealed something here, which proves that we have the same key. */
export interface SealingKeyTable {
  key_id: string;
  sentinel: string;
  created_at: Instant;
}
