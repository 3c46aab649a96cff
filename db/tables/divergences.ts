import type { DivergenceField, DivergenceValue } from '../../domain/divergence.ts';
import type { Take } from '../../domain/divergence-choice.ts';
import type { Instant, Optional, OptionalInstant, OptionalJson } from './column-types.ts';

/**
 * How a divergence ended: a value was taken; the reconciliation mended it by itself; or both sides are equal again, for
 * whatever reason.
 */
export type DivergenceOutcome = Take | 'mended' | 'vanished';

export interface DivergenceTable {
  id: string;
  tenant_id: string;
  account_id: string;
  document_id: string;
  charge_id: string;
  field: DivergenceField;
  /** Null where there is none. */
  ours: OptionalJson<DivergenceValue>;
  theirs: OptionalJson<DivergenceValue>;
  found_at: Instant;
  /** What a person chose, while the document's workflow has still to do it, and afterwards. */
  taken: Optional<Take>;
  taken_at: OptionalInstant;
  taken_by: Optional<string>;
  closed_at: OptionalInstant;
  outcome: Optional<DivergenceOutcome>;
}
