import type { ColumnType } from 'kysely';

/** Read as `Date`. An insert may leave it to the database's default. */
export type Instant = ColumnType<Date, Date | undefined, Date>;
export type OptionalInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** Read as an object, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;
export type OptionalJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

export type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;
