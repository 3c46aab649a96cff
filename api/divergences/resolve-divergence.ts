import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import { noteTaken } from '../../db/divergences/decisions.ts';
import { findDivergence, type ListedDivergence } from '../../db/divergences/divergence-list.ts';
import { takeAsaasValue, writeOursAgain } from '../../db/divergences/taking.ts';
import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { demandDocument } from '../documents/document-answer.ts';
import { accepted } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId } from '../http/fields.ts';
import { Problem } from '../problems/problem.ts';
import { obstacleWords } from './choice-words.ts';
import { divergenceAnswer, obstacleTo, toDivergenceAnswer } from './divergence-answer.ts';

export const resolveDivergence = defineRoute({
  method: 'post',
  path: '/v1/divergences/{id}/resolve',
  operationId: 'resolveDivergence',
  tag: 'Divergences',
  summary: 'Say whose value stays: ours, or Asaas’',
  description:
    '`ours`: the document’s value is written to the charge again, and the divergence closes once Asaas has it; a refusal is told by the flag and event `amendment_refused`, and asks for a choice again. `asaas`: the document gets Asaas’ value as a new version at once. `choices` of the divergence tell what is possible.',
  roles: ['erp', 'operator'],
  params: byId,
  body: z.strictObject({ take: z.enum(['ours', 'asaas']) }).meta({ id: 'DivergenceResolution' }),
  answers: { 202: divergenceAnswer },
  problems: ['cannot_take'],
  async handle({ params, body: { take }, caller, language, now }, scope) {
    const today = dateInSaoPaulo(now());
    const { document_id } = await demandDivergence(scope, params.id);
    // The document first, as whoever compares it locks it; only then is the divergence what it will stay.
    const document = await demandDocument(scope, document_id);
    const divergence = await demandDivergence(scope, params.id);
    const obstacle = obstacleTo(take, divergence, today);
    if (obstacle) {
      const members = { obstacle, documentStatus: document.status };
      throw new Problem('cannot_take', { values: { why: obstacleWords[obstacle] }, members });
    }
    await noteTaken(scope, divergence.id, { take, by: caller.actor, at: now() });
    const takeIt = take === 'ours' ? writeOursAgain : takeAsaasValue;
    await takeIt(scope, document, divergence, { actor: caller.actor, today });
    const answer = await demandDivergence(scope, params.id);
    return accepted(toDivergenceAnswer(answer, { today, language }));
  },
});

async function demandDivergence(scope: Scope, divergenceId: string): Promise<ListedDivergence> {
  const row = await findDivergence(scope, divergenceId);
  if (!row) throw new Problem('not_found');
  return row;
}
