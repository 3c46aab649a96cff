import type { Instant, OptionalInstant } from './column-types.ts';
import type { KeyRole } from './tenants.ts';

export interface UserTable {
  id: string;
  tenant_id: string;
  /** In lower case. Unique over all companies. */
  login: string;
  name: string;
  role: KeyRole;
  password_hash: string;
  created_at: Instant;
  disabled_at: OptionalInstant;
}

/** With a user, with an API key, or with neither: the vendor. */
export interface SessionTable {
  id: string;
  digest: Buffer;
  user_id: string | null;
  api_key_id: string | null;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
  ended_at: OptionalInstant;
  /** When its secret was last confirmed. Null where the session is older than this column. */
  confirmed_at: OptionalInstant;
}

export interface SignInLinkTable {
  digest: Buffer;
  user_id: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: OptionalInstant;
}
