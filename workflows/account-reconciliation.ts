import { defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { StatementPlace } from '../activities/statement.ts';
import { type AccountStart, reconciliationSignals } from '../domain/messages.ts';
import { asaas, ledger } from './activity-proxies.ts';

/**
 * Reconciles one account once, and ends: its statement is read, and each line of it explained by our books. The care of
 * the account asks for it every day; so can a person.
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
