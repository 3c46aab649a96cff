import type { ColumnType } from 'kysely';

/** An instant: read as `Date`, may be left to the database when inserted. */
export type Instant = ColumnType<Date, Date | undefined, Date>;
export type OptionalInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** Read as what it holds, written as text. */
export type Json<T> = ColumnType<T, string, string>;
export type OptionalJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
