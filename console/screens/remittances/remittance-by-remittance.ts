import { ApiProblem, wordsOf } from '../../client/problem.ts';

export interface Refusal {
  remittanceId: string;
  words: string;
}

/**
 * Asks the same of each remittance under a key of its own, so that a repetition asks for none twice. One that is refused
 * keeps no other back. Returns the refused ones; throws when all are, or when nobody answers.
 */
export async function remittanceByRemittance(
  remittanceIds: readonly string[],
  key: string,
  onProgress: (done: number) => void,
  askFor: (remittanceId: string, key: string) => Promise<unknown>,
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  for (const [done, remittanceId] of remittanceIds.entries()) {
    onProgress(done);
    try {
      await askFor(remittanceId, `${key}/${remittanceId}`);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      refusals.push({ remittanceId, words: wordsOf(error).text });
      if (refusals.length === remittanceIds.length) throw error;
    }
  }
  return refusals;
}
