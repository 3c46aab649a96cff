import type { Scope } from '../db/database.ts';
import type { ProviderBook } from './provider-book.ts';

/** What an invariant is judged by: our rows of one company, and what others say of the same. */
export interface Evidence {
  /** A transaction that sees this company's rows alone, and writes nothing. */
  scope: Scope;
  tenantId: string;
  /** What should have happened by now waits since before this moment, or it is not late yet. */
  lateBefore: Date;
  /** What Asaas has of the company's accounts. */
  book: ProviderBook;
  /** The ids of the runs that Temporal has open. Null when Temporal was not asked. */
  openRuns: ReadonlySet<string> | null;
}

/** One thing that is not as it must be. */
export interface Offender {
  /** What it is about, by its id: the same each time it is found. */
  subject: string;
  /** What is wrong with it, for an engineer. */
  what: string;
}

export interface Finding {
  /** How many things were looked at. */
  checked: number;
  offenders: Offender[];
}

/** What must always hold (architecture of the design, 11). */
export interface Invariant {
  /** A name that never changes: tests, tables and alarms use it. */
  name: string;
  sentence: string;
  /** Null when the evidence does not say anything about it. */
  find(evidence: Evidence): Promise<Finding | null>;
}
