import { z } from 'zod';
import type { Scope } from '../../db/database.ts';
import {
  findStatementLines,
  type ListedStatementLine,
  type StatementFilter,
} from '../../db/statement/statement-lines.ts';
import { findStatementSpan } from '../../db/statement/statement-totals.ts';
import { demandAccount } from '../accounts/usable-account.ts';
import { streamedFile } from '../http/answer.ts';
import { defineRoute } from '../http/define-route.ts';
import type { Batches, FileParts } from '../http/export-files.ts';
import { byId } from '../http/fields.ts';
import { batchSize } from '../http/send-export.ts';
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
  answers: { 200: z.custom<FileParts>().meta({ type: 'string' }) },
  async handleInSteps({ params, query, now, inScope }) {
    const { account, span } = await inScope(async (scope) => {
      const account = await demandAccount(scope, params.id);
      return { account, span: await findStatementSpan(scope, account.id, query) };
    });
    const lines = linesOf(inScope, account.id, query);
    return streamedFile(writeOfx(account, span, lines, now()), `extrato-${account.number}.ofx`);
  },
});

/** The lines of a period, some at a time: each part in a transaction of its own, once the one before was taken. */
async function* linesOf(
  inScope: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>,
  accountId: string,
  period: StatementFilter,
): Batches<ListedStatementLine> {
  let afterPosition = 0;
  for (;;) {
    const page = { afterPosition, limit: batchSize };
    const lines = await inScope((scope) => findStatementLines(scope, accountId, period, page));
    yield lines;
    const last = lines.at(-1);
    if (!last || lines.length < batchSize) return;
    afterPosition = last.position;
  }
}

export const statementFileRoutes = [exportOfx];
