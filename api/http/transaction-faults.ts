/** How often a transaction that lost a race is run again. */
const attemptsMax = 3;

/** Runs a transaction again when Postgres chose it as the loser of a race: nothing of it was stored. */
export async function retryLostRaces<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const lostRace = ['40001', '40P01'].includes(codeOf(error));
      if (!lostRace || attempt === attemptsMax) throw error;
    }
  }
}

/**
 * Whether the database could not be reached or had no room: worth another try later, and no fault of the caller.
 * Connection exceptions (08), no disk or connections (53), shut-down (57P0x), cancelled by time-out (57014).
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (/^(08...|53...|57P0.|57014|25P0[34])$/.test(codeOf(error))) return true;
  if (['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'].includes(codeOf(error))) return true;
  // What `pg` itself throws has no code.
  return (
    error instanceof Error &&
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
