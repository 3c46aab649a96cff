import { isBankDay } from '../asaas/bank-days.ts';
import type { ListPlace } from '../asaas/charge-lists.ts';
import { NotFound } from '../asaas/errors.ts';
import type { Scope } from '../db/database.ts';
import { findKnownCharges, type KnownCharge } from '../db/divergences/known-charges.ts';
import {
  findUnlistedCharges,
  findUnlistedDisputes,
  markListed,
  type UnlistedCharge,
} from '../db/divergences/listed-charges.ts';
import { asTenant } from '../db/tenancy.ts';
import { type CalendarDate, dateInSaoPaulo } from '../domain/calendar.ts';
import type { Charge } from '../domain/charge.ts';
import { type Judgement, judgeCharge } from '../domain/divergence.ts';
import { callAsaas, inTenantOf, type OpenAccount, openAccount } from './account.ts';
import type { AccountRef, Dependencies } from './dependencies.ts';
import { lockUnlessOvertaken, OvertakenReading } from './fresh-reading.ts';
import { keepJudgement } from './judgement.ts';
import { readEach, readingsPerStep, readPages } from './reading-step.ts';
import { orMissing } from './remove-charge.ts';

/** Where a sweep is, and what it began with: today, and the clock, go on meanwhile. */
export interface SweepPlace extends ListPlace {
  startedAt: string;
  paidFrom: CalendarDate;
  through: CalendarDate;
}

/** What is left of a sweep once its lists are read. */
export type SweepEnd = Pick<SweepPlace, 'startedAt' | 'through'>;

/** The part that calls Asaas: reads its lists of charges, and compares them with documents. */
export const chargeSweepActivities = (deps: Dependencies) => ({
  /** Reads some pages from `place` on and keeps what differs. Null once the lists are read. May be repeated. */
  async sweepCharges({ place, ...ref }: AccountRef & { place: SweepPlace }): Promise<SweepPlace | null> {
    const account = await openAccount(deps, ref.tenantId, ref.accountId, 'sweep');
    return readPages(place, (at) => sweepPage(deps, account, at));
  },

  /**
   * Reads, one by one, charges that should be open or contested and that no list showed: what was removed is in none,
   * nor are old payments whose chargeback is decided. Returns how many there were; none are left once it returns 0. May
   * be repeated.
   */
  async readUnlistedCharges({ startedAt, ...ref }: AccountRef & SweepEnd): Promise<number> {
    const account = await openAccount(deps, ref.tenantId, ref.accountId, 'sweep');
    const unlisted = await asTenant(deps.db, ref.tenantId, (scope) =>
      findUnlisted(scope, ref.accountId, new Date(startedAt)),
    );
    await readEach(unlisted, (each) => readUnlisted(deps, account, each));
    return unlisted.length;
  },
});

/**
 * One page. A list is older than the rows it is compared with, so what differs is looked at twice: its document's
 * number is taken, the page is read again, and only what differs again is kept, of documents that did not change
 * meanwhile. Where nothing differs a page is one call.
 */
async function sweepPage(
  deps: Dependencies,
  account: OpenAccount,
  place: SweepPlace,
): Promise<SweepPlace | null> {
  const { charges, next } = await readPage(deps, account, place);
  const suspects = await inTenantOf(deps, account, async (scope) => {
    const known = await findKnownCharges(scope, account.row, charges);
    await markListed(
      scope,
      account.row.id,
      known.map(({ chargeId }) => chargeId),
    );
    return known.filter((each) => isSuspect(deps, each, charges));
  });
  if (suspects.length > 0) {
    const again = await readPage(deps, account, place);
    for (const suspect of suspects) await compare(deps, account, suspect, again.charges);
  }
  return next && { ...place, ...next };
}

/** Whether something differs, or did and has to be closed. */
function isSuspect(deps: Dependencies, known: KnownCharge, charges: readonly Charge[]): boolean {
  if (known.isUnderWay) return false;
  const judgement = judge(deps, known, charges);
  if (!judgement) return false;
  const differs = judgement.missed !== null || judgement.divergences.length > 0;
  return differs || (known.isDiverged && known.standing === 'own');
}

function judge(deps: Dependencies, known: KnownCharge, charges: readonly Charge[]): Judgement | null {
  const charge = charges.find(({ chargeId }) => chargeId === known.chargeId);
  const days = { today: dateInSaoPaulo(deps.now()), isBankDay };
  return charge ? judgeCharge(charge, known, days) : null;
}

/** Keeps what a reading says beside our books, unless the document changed since before the charge was read. */
async function compare(
  deps: Dependencies,
  account: OpenAccount,
  before: KnownCharge,
  charges: readonly Charge[],
): Promise<void> {
  const { chargeId, document } = before;
  const charge = charges.find((each) => each.chargeId === chargeId);
  if (!charge) return;
  await inTenantOf(deps, account, async (scope) => {
    await lockUnlessOvertaken(scope, document.id, document.change_seq);
    const known = (await findKnownCharges(scope, account.row, [charge])).find((each) => !each.isUnderWay);
    const judgement = known && judge(deps, known, charges);
    if (judgement) await keepJudgement(scope, known, account.row.id, judgement);
  }).catch(ignoreOvertaken);
}

/** It is compared by the next sweep. */
function ignoreOvertaken(error: unknown): void {
  if (!(error instanceof OvertakenReading)) throw error;
}

async function findUnlisted(scope: Scope, accountId: string, since: Date): Promise<UnlistedCharge[]> {
  const open = await findUnlistedCharges(scope, accountId, since, readingsPerStep);
  return open.length > 0 ? open : findUnlistedDisputes(scope, accountId, since, readingsPerStep);
}

async function readUnlisted(
  deps: Dependencies,
  account: OpenAccount,
  { chargeId, documentId }: UnlistedCharge,
): Promise<void> {
  const { connection, row } = account;
  const [before] = await inTenantOf(deps, account, (scope) =>
    findKnownCharges(scope, row, [{ chargeId, reference: null }]),
  );
  const read = () => deps.asaas.charges.read(connection, chargeId);
  const charge = await orMissing(callAsaas(deps, account, read, [NotFound]));
  if (before?.document.id === documentId && !before.isUnderWay && charge)
    await compare(deps, account, before, [charge]);
  await inTenantOf(deps, account, (scope) => markListed(scope, row.id, [chargeId]));
}

function readPage(deps: Dependencies, account: OpenAccount, place: SweepPlace) {
  const { chargeLists } = deps.asaas;
  const read = () => chargeLists.readPage(account.connection, place, place.paidFrom);
  return callAsaas(deps, account, read);
}
