import { z } from 'zod';
import {
  Forbidden,
  KeyRefused,
  NotFound,
  NotSent,
  RateLimited,
  Refused,
  UnknownOutcome,
} from '../../asaas/errors.ts';
import { type AccountRow, updateAccount } from '../../db/accounts/accounts.ts';
import type { Scope } from '../../db/database.ts';
import {
  applyChangedNotices,
  countTold,
  findNotices,
  keepNoticeFee,
  notifiesPayers,
} from '../../db/notices/account-notices.ts';
import { ok } from '../http/answer.ts';
import { type AskingCall, defineRoute } from '../http/define-route.ts';
import { byId, id, instant } from '../http/fields.ts';
import { keepChangedAccount } from './keep-changed-account.ts';
import { connectionOf, demandAccount, demandLockedAccount } from './usable-account.ts';

const notices = z
  .strictObject({
    accountId: id,
    notifyPayers: z.boolean().meta({
      description:
        'Whether Asaas sends its e-mails and SMS to the payers of this account. A payer’s own `notify` comes first.',
    }),
    feePerDocumentCents: z.int().nullable().meta({
      description:
        'What Asaas takes from the account for the e-mails and SMS of each document whose payer is notified, as Asaas last said. Null: Asaas did not say yet.',
    }),
    feeReadAt: instant.nullable(),
    progress: z
      .strictObject({
        payers: z.int().meta({ description: 'Payers that Asaas knows in this account.' }),
        told: z.int().meta({ description: 'Those about whom Asaas was told as is wanted now.' }),
        changedAt: instant
          .nullable()
          .meta({ description: 'When notices were last switched for the account.' }),
        appliedAt: instant.nullable().meta({
          description:
            'When the last known payer had been told of that change; null while it is under way. A payer whose data Asaas does not take is passed over, and met again by its next document.',
        }),
      })
      .meta({ id: 'NoticesProgress' }),
  })
  .meta({ id: 'AccountNotices' });

const readNotices = defineRoute({
  method: 'get',
  path: '/v1/accounts/{id}/notices',
  operationId: 'getAccountNotices',
  tag: 'Accounts',
  summary: 'Read whether payers are notified by Asaas, what it costs, and how far a change has come',
  description:
    'The fee is asked of Asaas at most once a day; while Asaas does not answer, the last one stands.',
  roles: ['erp', 'operator', 'viewer'],
  params: byId,
  answers: { 200: notices },
  async askAsaas(call) {
    const keepFee = await askForFee(call, call.params.id);
    return async (scope) => {
      await keepFee(scope);
      return ok(await toNoticesAnswer(scope, await demandAccount(scope, call.params.id)));
    };
  },
});

const putNotices = defineRoute({
  method: 'put',
  path: '/v1/accounts/{id}/notices',
  operationId: 'putAccountNotices',
  tag: 'Accounts',
  summary: 'Switch Asaas’ notices on or off for all payers of an account, known and new',
  description:
    'New payers follow at once. Asaas is told of the known ones in the background, one call each, with at most half of the account’s calls: `progress` shows how far that is. The newest change wins.',
  roles: ['erp', 'operator'],
  params: byId,
  body: z.strictObject({ notifyPayers: z.boolean() }).meta({ id: 'NoticesWish' }),
  answers: { 200: notices },
  async askAsaas(call) {
    const { params, body, caller } = call;
    const keepFee = await askForFee(call, params.id);
    return async (scope) => {
      const before = await demandLockedAccount(scope, params.id);
      const settings = JSON.stringify({ ...before.settings, notifyPayers: body.notifyPayers });
      const after = await updateAccount(scope, before.id, { settings });
      await applyChangedNotices(scope, before, after);
      await keepChangedAccount(scope, caller.actor, before, after);
      await keepFee(scope);
      return ok(await toNoticesAnswer(scope, after));
    };
  },
});

export const accountNoticesRoutes = [readNotices, putNotices];

const dayMs = 86_400_000;

/** Reads the fee at Asaas unless it was read today. Returns what stores it; does nothing when Asaas does not say it. */
async function askForFee(
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
  const isFresh = known?.fee_read_at && readAt.getTime() - known.fee_read_at.getTime() < dayMs;
  if (isFresh || row.key_status === 'refused') return async () => {};
  try {
    const feeCents = await asaas.accounts.readNoticeFee(connectionOf(sealer, row));
    return (scope) => keepNoticeFee(scope, row, feeCents, readAt);
  } catch (error) {
    // A fee that cannot be read now must not keep anybody from switching notices off.
    if (silences.some((kind) => error instanceof kind)) return async () => {};
    throw error;
  }
}

const silences = [Forbidden, KeyRefused, NotFound, NotSent, RateLimited, Refused, UnknownOutcome];

async function toNoticesAnswer(scope: Scope, account: AccountRow): Promise<z.output<typeof notices>> {
  const row = await findNotices(scope, account.id);
  const { payers, told } = await countTold(scope, account);
  return {
    accountId: account.id,
    notifyPayers: notifiesPayers(account),
    feePerDocumentCents: row?.fee_cents ?? null,
    feeReadAt: row?.fee_read_at?.toISOString() ?? null,
    progress: {
      payers,
      told,
      changedAt: row?.changed_at?.toISOString() ?? null,
      appliedAt: row?.applied_at?.toISOString() ?? null,
    },
  };
}
