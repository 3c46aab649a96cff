import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

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
  /** Null while the call is under way; the body is null, too. */
  status: Optional<number>;
  body: OptionalJson<unknown>;
  /** The same for each repetition of a call that asks Asaas. */
  call_id: Optional<string>;
  /** Which claim works on the call, and until when no other may. */
  claim: Optional<string>;
  claimed_until: OptionalInstant;
  created_at: Instant;
}

/** A known text, sealed with this key. It proves that SECRETS_KEY has the same key. */
export interface SealingKeyTable {
  key_id: string;
  sentinel: string;
  created_at: Instant;
}
