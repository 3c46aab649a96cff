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
  /** The documents that are looked at, where an invariant is about documents. Null: all of them. */
  documents: DocumentRange | null;
}

/** Documents by the order of their ids. */
export interface DocumentRange {
  /** Null: from the first one on. */
  afterId: string | null;
  /** The last one of the range. Null: to the end. */
  throughId: string | null;
}

/**
 * What an invariant is judged by: the rows of one document after the other, so that a part of the documents can be judged
 * alone; rows of a whole company; or also what somebody else says.
 */
export type JudgedBy = 'documents' | 'company' | 'Asaas' | 'Temporal';

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
  judgedBy: JudgedBy;
  /** Null when the evidence does not say anything about it. */
  find(evidence: Evidence): Promise<Finding | null>;
}
