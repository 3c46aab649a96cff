import type { Generated } from 'kysely';
import type { Instant, Json, Optional } from './column-types.ts';

/** The lists whose filters can be kept. */
export const viewedLists = ['documents'] as const;

export type ViewedList = (typeof viewedLists)[number];

export interface SavedViewTable {
  id: string;
  tenant_id: string;
  /** A user or an API key. */
  owner_id: string;
  list: ViewedList;
  /** An owner has one view of a list by this name, whatever the capitals. */
  name: string;
  /** The parameters of the list as they were known when it was kept. */
  filter: Json<Record<string, unknown>>;
  /** Null: the list's own order. */
  sort: Optional<string>;
  /** The client's own names, in its order. Null: those that the client shows at first. */
  columns: Optional<string[]>;
  /** Whether everybody of the company sees it. */
  shared: Generated<boolean>;
  version: Generated<number>;
  created_at: Instant;
  updated_at: Instant;
}
