import type { Scope } from '../db/database.ts';
import { findFirstMissingDay, keepMissingPayments } from '../db/statement/missing-payments.ts';
import { findReconciliation, noteReconciled, noteStatementRead } from '../db/statement/reconciliations.ts';
import {
  findBookedMoney,
  findLinesOfCharges,
  findUnexplainedCharges,
  findUnexplainedWithoutCharge,
  keepLines,
  saveExplanations,
} from '../db/statement/statement-lines.ts';
import { asTenant } from '../db/tenancy.ts';
import { addDays, type CalendarDate, dateInSaoPaulo, latest } from '../domain/calendar.ts';
import { explainLines } from '../domain/statement.ts';
import { callAsaas, openAccount } from './account.ts';
import type { AccountRef, Dependencies } from './dependencies.ts';
import { askForMissedMoney } from './missed-money.ts';
import { keepFeesIfOld, knowNoticeCosts } from './notice-costs.ts';

/** Where the reading of a statement continues. `to` is fixed at the start, because new days come meanwhile. */
export interface StatementPlace {
  from: CalendarDate;
  to: CalendarDate;
  offset: number;
}

/** Days that are read again: Asaas may add a line to a day in the past. */
const readAgainDays = 3;

/** While a payment has no line, the days from its credit on are read again, at most so many. */
const searchedDays = 31;

/** Few enough: a dead worker loses only these pages. */
const pagesPerStep = 10;

/** The part that calls Asaas: reads the statement page by page, one call per hundred lines. */
export const statementReadingActivities = (deps: Dependencies) => ({
  /** Reads some pages, from `place` on, and stores their lines. May be repeated. */
  async readStatement({
    place,
    ...ref
  }: AccountRef & { place: StatementPlace | null }): Promise<StatementPlace | null> {
    const account = await openAccount(deps, ref.tenantId, ref.accountId, 'sweep');
    let next: StatementPlace | null = place ?? (await firstPlace(deps, ref, account.row.created_at));
    for (let pages = 0; next && pages < pagesPerStep; pages++) {
      const at: StatementPlace = next;
      const page = await callAsaas(deps, account, () =>
        deps.asaas.statement.readPage(account.connection, at, at.offset),
      );
      if (page.lines.some(({ kind }) => kind === 'notice_fee')) await keepFeesIfOld(deps, account);
      await asTenant(deps.db, ref.tenantId, (scope) => keepLines(scope, account.row, page.lines));
      next = page.nextOffset === null ? null : { ...at, offset: page.nextOffset };
      if (!next)
        await asTenant(deps.db, ref.tenantId, (scope) => noteStatementRead(scope, ref.accountId, at.to));
    }
    return next;
  },
});

/** The part in our own database only. */
export const statementExplainingActivities = (deps: Dependencies) => ({
  /**
   * Explains, with our current books, every line without an explanation, keeps which payments of our books have no line, and asks for what our books
   * miss. Returns how many charges still have unexplained lines (all lines without a charge count as one).
   */
  async explainStatement({ tenantId, accountId }: AccountRef): Promise<{ unexplained: number }> {
    const inTenant = <T>(work: Parameters<typeof asTenant<T>>[2]) => asTenant(deps.db, tenantId, work);
    await inTenant((scope) => explain(scope, accountId));
    await inTenant((scope) => keepMissingPayments(scope, accountId));
    // Documents are locked here, so it is a transaction of its own.
    await inTenant((scope) => askForMissedMoney(deps, scope, { tenantId, accountId }));
    return inTenant(async (scope) => {
      await noteReconciled(scope, accountId);
      return { unexplained: (await findUnexplainedCharges(scope, accountId)).length };
    });
  },
});

async function firstPlace(
  deps: Dependencies,
  { tenantId, accountId }: AccountRef,
  accountSince: Date,
): Promise<StatementPlace> {
  const { row, missingFrom } = await asTenant(deps.db, tenantId, async (scope) => ({
    row: await findReconciliation(scope, accountId),
    missingFrom: await findFirstMissingDay(scope, accountId),
  }));
  const through = row?.statement_through ?? dateInSaoPaulo(accountSince);
  const from = addDays(through, -readAgainDays);
  const searchedFrom = missingFrom ?? from;
  const earliest = addDays(through, -searchedDays);
  return {
    from: searchedFrom < from ? latest([searchedFrom, earliest]) : from,
    to: dateInSaoPaulo(deps.now()),
    offset: 0,
  };
}

async function explain(scope: Scope, accountId: string): Promise<void> {
  await explainWithoutCharge(scope, accountId);
  const chargeIds = await findUnexplainedCharges(scope, accountId);
  await explainCharges(
    scope,
    accountId,
    chargeIds.filter((id) => id !== null),
  );
}

async function explainWithoutCharge(scope: Scope, accountId: string): Promise<void> {
  const lines = await findUnexplainedWithoutCharge(scope, accountId);
  const costsOf = await knowNoticeCosts(scope, accountId, lines);
  const explained = lines.flatMap((line) => explainLines([line], null, costsOf(line)));
  await saveExplanations(scope, accountId, explained);
}

async function explainCharges(scope: Scope, accountId: string, chargeIds: readonly string[]): Promise<void> {
  const lines = await findLinesOfCharges(scope, accountId, chargeIds);
  const booked = await findBookedMoney(scope, accountId, chargeIds);
  const costsOf = await knowNoticeCosts(scope, accountId, lines);
  const explained = chargeIds.flatMap((chargeId) => {
    const own = lines.filter((line) => line.chargeId === chargeId);
    return own[0] ? explainLines(own, booked.get(chargeId) ?? null, costsOf(own[0])) : [];
  });
  await saveExplanations(scope, accountId, explained);
}
