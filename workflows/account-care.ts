import {
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type AccountSignal, type AccountStart, accountSignals } from '../domain/messages.ts';
import { describeCare } from './account-words.ts';
import { asaas } from './activity-proxies.ts';
import { Alarm } from './alarm.ts';

/** About half a day of checks: reached before a server suggests to begin anew, and there for one that never does. */
const longHistory = 2_000;

/**
 * Looks after an account as long as there is one: watches its webhook, mends it, and sleeps while the account is
 * disabled or waits for a new key. Every message means the same: look now.
 */
export async function accountCare(start: AccountStart): Promise<void> {
  let woken = false;
  for (const signal of Object.keys(accountSignals) as AccountSignal[]) {
    const wake = () => {
      woken = true;
    };
    setHandler(defineSignal(signal), wake, { description: accountSignals[signal] });
  }
  const alarm = new Alarm();

  while (!hasGrownLong()) {
    woken = false;
    const report = await asaas.amend.checkAndRepairAccount.executeWithOptions(
      { summary: 'conferir o webhook da conta' },
      [start],
    );
    setCurrentDetails(describeCare(report));
    const until = report.pauseMs === null ? null : Date.now() + report.pauseMs;
    await alarm.wait(until, {
      summary: 'até a próxima conferência do webhook',
      patient: false,
      woken: () => woken,
    });
  }
  // Whatever woke us meanwhile is not lost: the next run begins with a look.
  await continueAsNew<typeof accountCare>(start);
}

function hasGrownLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= longHistory;
}
