import { defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { SweepEnd, SweepPlace } from '../activities/charge-sweep.ts';
import type { StatementPlace } from '../activities/statement.ts';
import { type AccountStart, reconciliationSignals } from '../domain/messages.ts';
import { asaas, ledger } from './activity-proxies.ts';

/**
 * Reconciles one account once and ends: compares its charges with our documents, then reads the statement and explains
 * each line by our books. The account's care asks for it every day. A person can ask for it too.
 */
export async function accountReconciliation(start: AccountStart): Promise<void> {
  let askedAgain = false;
  setHandler(
    defineSignal('reconciliationDue'),
    () => {
      askedAgain = true;
    },
    { description: reconciliationSignals.reconciliationDue },
  );
  do {
    askedAgain = false;
    await sweepCharges(start);
    await readStatement(start);
    const { unexplained } = await ledger.explainStatement(start);
    setCurrentDetails(describe(unexplained));
  } while (askedAgain);
}

async function sweepCharges(start: AccountStart): Promise<void> {
  setCurrentDetails('**Conferindo as cobranças** da conta no Asaas.');
  const { sweepCharges, readUnlistedCharges } = asaas.sweep;
  const first = await ledger.beginSweep(start);
  if (!first) return;
  const end = { ...start, startedAt: first.startedAt, through: first.through };
  let place: SweepPlace | null = first;
  while (place) {
    const from: SweepPlace = place;
    place = await sweepCharges.executeWithOptions({ summary: 'comparar as cobranças com os documentos' }, [
      { ...start, place: from },
    ]);
  }
  const readMissing = () =>
    readUnlistedCharges.executeWithOptions({ summary: 'reler cobranças que não estão nas listas' }, [end]);
  while ((await readMissing()) > 0);
  await sweepPayers(start, end);
  await ledger.endSweep(end);
}

async function sweepPayers(start: AccountStart, end: AccountStart & SweepEnd): Promise<void> {
  setCurrentDetails('**Conferindo os pagadores** da conta no Asaas.');
  const { sweepPayers: readPayers, readUnlistedPayers } = asaas.sweep;
  let offset: number | null = 0;
  while (offset !== null) {
    const from: number = offset;
    offset = await readPayers.executeWithOptions({ summary: 'comparar os pagadores' }, [
      { ...start, offset: from },
    ]);
  }
  const readMissing = () =>
    readUnlistedPayers.executeWithOptions({ summary: 'reler pagadores que não estão nas listas' }, [end]);
  while ((await readMissing()) > 0);
}

async function readStatement(start: AccountStart): Promise<void> {
  setCurrentDetails('**Lendo o extrato** da conta no Asaas.');
  let place: StatementPlace | null = null;
  do {
    const from: StatementPlace | null = place;
    place = await asaas.sweep.readStatement.executeWithOptions({ summary: 'ler o extrato da conta' }, [
      { ...start, place: from },
    ]);
  } while (place);
}

function describe(unexplained: number): string {
  return unexplained === 0
    ? '**Conciliada** — cada centavo do extrato está explicado.'
    : `**Conciliada** — cobranças com linhas do extrato sem explicação: ${unexplained}.`;
}
