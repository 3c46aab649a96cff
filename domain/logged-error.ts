/**
 * What a log may show of an error: only parts that cannot name a person. In `detail` and `where` Postgres shows values, and
 * these can be names, tax ids and amounts; a row that a check refuses is shown whole.
 */
export function loggedError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return { type: error.name, message: error.message, code, stack: error.stack };
}
