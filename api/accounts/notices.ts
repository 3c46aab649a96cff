import { isFailedCall } from '../../asaas/errors.ts';
import { type AccountRow, updateAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import { applyChangedNotices, findNotices, keepNoticeFees } from '../../db/notices/account-notices.ts';
import { areFeesFresh, toPolicy } from '../../domain/notices.ts';
import { ok } from '../http/answer.ts';
import { type AskingCall, defineRoute } from '../http/define-route.ts';
import { byId } from '../http/fields.ts';
import { keepChangedAccount } from './keep-changed-account.ts';
import { noticesAnswer, toNoticesAnswer } from './notices-answer.ts';
import { type NoticesWish, noticesWish } from './notices-wish.ts';
import { connectionOf, demandAccount, demandLockedAccount } from './usable-account.ts';

const readNotices = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}/notices',
  operationId: 'getAccountNotices',
  tag: 'Accounts',
  summary: 'Read which notices payers get from Asaas, what they cost, and how far a change has come',
  description:
    'The fees are asked of Asaas at most once a day; while Asaas does not answer, the last ones stand.',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  answers: { 200: noticesAnswer },
  async askAsaas(call) {
    const keepFees = await askForFees(call, call.params.id);
    return async (scope) => {
      await keepFees(scope);
      return ok(await toNoticesAnswer(scope, await demandAccount(scope, call.params.id)));
    };
  },
});

const putNotices = defineRoute({
  method: 'put',
  path: '/v1/accounts/{id}/notices',
  operationId: 'putAccountNotices',
  tag: 'Accounts',
  summary: 'Choose which notices all payers of an account get from Asaas, known and new',
  description:
    'What is left out of the body stays. New payers get them as they are created at Asaas, before their first charge. Asaas is told of the known ones in the background, with at most half of the account’s calls: one call for each payer and change, and one more the first time that kinds are chosen. `progress` shows how far that is. The newest change wins.',
  roles: ['erp', 'operator'],
  params: byId,
  body: noticesWish,
  answers: { 200: noticesAnswer },
  async askAsaas(call) {
    const { params, body, caller } = call;
    const keepFees = await askForFees(call, params.id);
    return async (scope) => {
      const before = await demandLockedAccount(scope, params.id);
      const columns = toColumns(before, body);
      const saysNothing = Object.keys(columns).length === 0;
      const after = saysNothing ? before : await updateAccount(scope, before.id, columns);
      await applyChangedNotices(scope, before, after);
      await keepChangedAccount(scope, caller.actor, before, after);
      await keepFees(scope);
      return ok(await toNoticesAnswer(scope, after));
    };
  },
});

export const accountNoticesRoutes = [readNotices, putNotices];

function toColumns({ settings }: AccountRow, { notifyPayers, notices }: NoticesWish) {
  return {
    ...(notifyPayers !== undefined && { settings: JSON.stringify({ ...settings, notifyPayers }) }),
    ...(notices && { notices: JSON.stringify(toPolicy(notices)) }),
  };
}

/** Reads the fees at Asaas unless they were read today. Returns what stores them; nothing when Asaas does not say them. */
async function askForFees(
  {
    asaas,
    sealer,
    now,
    inScope,
  }: Pick<AskingCall<never, never, never>, 'asaas' | 'sealer' | 'now' | 'inScope'>,
  accountId: string,
): Promise<(scope: Scope) => Promise<void>> {
  const { row, known } = await inScope(async (scope) => ({
    row: await demandAccount(scope, accountId),
    known: await findNotices(scope, accountId),
  }));
  const readAt = now();
  if (areFeesFresh(known?.fee_read_at, readAt) || row.key_status === 'refused') return async () => {};
  try {
    const fees = await asaas.accounts.readNoticeFees(connectionOf(sealer, row));
    return (scope) => keepNoticeFees(scope, row, fees, readAt);
  } catch (error) {
    // Fees that cannot be read now must not keep anybody from switching notices off.
    if (isFailedCall(error)) return async () => {};
    throw error;
  }
}
