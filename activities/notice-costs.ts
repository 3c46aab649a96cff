import { isFailedCall } from '../asaas/errors.ts';
import { type AccountRow, findAccountOrThrow } from '../db/accounts/accounts.ts';
import type { Scope } from '../db/database.ts';
import {
  findNotices,
  keepNoticeFees,
  type NoticesRow,
  notifiesPayers,
} from '../db/notices/account-notices.ts';
import { findNotifiedCharges } from '../db/notices/notified-charges.ts';
import { dateInSaoPaulo } from '../domain/calendar.ts';
import { areFeesFresh, type NoticeChannel, publishedFees } from '../domain/notices.ts';
import type { NoticeCosts, StatementLine } from '../domain/statement.ts';
import { inTenantOf, type OpenAccount } from './account.ts';
import type { Dependencies } from './dependencies.ts';

/** Asks Asaas what notices cost the account, at most once a day. Without an answer the last fees stand. */
export async function keepFeesIfOld(deps: Dependencies, account: OpenAccount): Promise<void> {
  const known = await inTenantOf(deps, account, (scope) => findNotices(scope, account.row.id));
  const readAt = deps.now();
  if (areFeesFresh(known?.fee_read_at, readAt)) return;
  try {
    const fees = await deps.asaas.accounts.readNoticeFees(account.connection);
    await inTenantOf(deps, account, (scope) => keepNoticeFees(scope, account.row, fees, readAt));
  } catch (error) {
    // A statement waits for no fee.
    if (!isFailedCall(error)) throw error;
  }
}

/**
 * What the notices about the charge of a line may cost. Nobody keeps what the notices were before their last change, or what
 * they are for a charge that is not ours: there each fee is explained that is one of Asaas' fees.
 */
export async function knowNoticeCosts(
  scope: Scope,
  accountId: string,
  lines: readonly StatementLine[],
): Promise<(line: StatementLine) => NoticeCosts> {
  const charged = lines.filter(({ kind }) => kind === 'notice_fee').flatMap(({ chargeId }) => chargeId ?? []);
  const account = await findAccountOrThrow(scope, accountId);
  const row = await findNotices(scope, accountId);
  const payersWord = await findNotifiedCharges(scope, accountId, charged);
  const fees = {
    messagingCents: row?.fee_cents ?? publishedFees.messagingCents,
    whatsappCents: row?.whatsapp_fee_cents ?? publishedFees.whatsappCents,
  };
  return ({ chargeId, date }) => {
    const word = chargeId === null ? undefined : payersWord.get(chargeId);
    if (word === undefined || !standsOn(date, row)) return { fees, messages: true, whatsapp: true };
    return { fees, ...waysOf(account, word ?? notifiesPayers(account)) };
  };
}

/** Whether the notices of today were those of a day: all payers had been told of them before it. */
function standsOn(date: string, row: NoticesRow | undefined): boolean {
  if (!row?.changed_at) return true;
  return row.applied_at !== null && dateInSaoPaulo(row.applied_at) < date;
}

/** By which ways notices go out. Where nobody chose them here, somebody may have chosen them at Asaas. */
function waysOf({ notices }: AccountRow, notifies: boolean): Pick<NoticeCosts, 'messages' | 'whatsapp'> {
  const goesBy = (channel: NoticeChannel) =>
    notifies && (!notices || notices.some(({ channels }) => channels.includes(channel)));
  return { messages: goesBy('email') || goesBy('sms'), whatsapp: goesBy('whatsapp') };
}
