import { defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { StatementPlace } from '../activities/statement.ts';
import { type AccountStart, reconciliationSignals } from '../domain/messages.ts';
import { asaas, ledger } from './activity-proxies.ts';

/**
 * Reconciles one account once and ends: reads the statement and explains each line by our books. The account's care
 * asks for it every day. A person can ask for it too.
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
    await readStatement(start);
    const { unexplained } = await ledger.explainStatement(start);
    setCurrentDetails(describe(unexplained));
  } while (askedAgain);
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
