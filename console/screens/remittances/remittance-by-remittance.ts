import { oneByOne, type Refusal } from '../../client/one-by-one.ts';

/**
 * Asks the same of each remittance under a key of its own, so that a repetition asks for none twice. Returns the refused
 * ones; throws when all are, or when nobody answers.
 */
export async function remittanceByRemittance(
  remittanceIds: readonly string[],
  key: string,
  onProgress: (done: number) => void,
  askFor: (remittanceId: string, key: string) => Promise<unknown>,
): Promise<Refusal<string>[]> {
  const refusals = await oneByOne(remittanceIds, (remittanceId, done) => {
    onProgress(done);
    return askFor(remittanceId, `${key}/${remittanceId}`);
  });
  const last = refusals.at(-1);
  if (last && refusals.length === remittanceIds.length) throw last.problem;
  return refusals;
}
