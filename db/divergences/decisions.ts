import type { Take } from '../../domain/divergence-choice.ts';
import type { Scope } from '../database.ts';
import { notTaken } from './divergences.ts';

/** Notes whose value a person wants to stay. */
export async function noteTaken(
  scope: Scope,
  divergenceId: string,
  { take, by, at }: { take: Take; by: string; at: Date },
): Promise<void> {
  await scope
    .updateTable('divergences')
    .set({ taken: take, taken_by: by, taken_at: at })
    .where('id', '=', divergenceId)
    .execute();
}

/** What was wanted of a document's divergences could not be done: they ask for a decision again. */
export async function forgetTaken(scope: Scope, documentId: string): Promise<void> {
  await scope
    .updateTable('divergences')
    .set(notTaken)
    .where('document_id', '=', documentId)
    .where('closed_at', 'is', null)
    .execute();
}
