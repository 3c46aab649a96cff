/** How many times a transaction is run at most. */
const attemptsMax = 3;

/** Runs a transaction again when Postgres ended it because of a deadlock or a conflict. Nothing of it was stored. */
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

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
