import { z } from 'zod';
import { findStatementLines } from '../../db/statement/statement-lines.ts';
import { demandAccount } from '../accounts/usable-account.ts';
import { file } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import { byId } from '../http/fields.ts';
import { statementPeriod, statementReaders, statementTag } from './account-statement.ts';
import { writeOfx } from './ofx.ts';

const exportOfx = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}/statement.ofx',
  operationId: 'exportStatementAsOfx',
  tag: statementTag,
  summary: 'The statement as OFX, as accounting programs read it',
  roles: statementReaders,
  mediaType: 'application/x-ofx',
  params: byId,
  query: z.strictObject(statementPeriod),
  answers: { 200: z.string() },
  async handle({ params, query, now }, scope) {
    const account = await demandAccount(scope, params.id);
    const lines = await findStatementLines(scope, account.id, query, { afterPosition: 0, limit: null });
    return file(writeOfx(account, lines, now()), `extrato-${account.number}.ofx`);
  },
});

export const statementFileRoutes = [exportOfx];
