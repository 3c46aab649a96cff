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
import { Alarm, waitFor } from './alarm.ts';

/** About half a day of checks: reached before a server suggests to begin anew, and there for one that never does. */
const longHistory = 2_000;

/**
 * Looks after an account as long as there is one: watches its webhook, mends it, and wakes documents whose hold has
 * ended. Sleeps while the account is disabled or waits for a new key. Every message means the same: look now.
 */
export async function accountCare(start: AccountStart, heardBefore: AccountSignal[] = []): Promise<void> {
  let heard = heardBefore;
  for (const signal of Object.keys(accountSignals) as AccountSignal[]) {
    const take = () => {
      heard = [...heard, signal];
    };
    setHandler(defineSignal(signal), take, { description: accountSignals[signal] });
  }
  const alarm = new Alarm();

  while (!hasGrownLong()) {
    const news = heard;
    heard = [];
    const report = await asaas.upkeep.checkAndRepairAccount.executeWithOptions(
      { summary: 'conferir o webhook da conta' },
      [{ ...start, heard: news }],
    );
    setCurrentDetails(describeCare(report));
    if (report.pauseMs !== null)
      alarm.set(Date.now() + report.pauseMs, 'até a próxima conferência do webhook');
    await waitFor([alarm], () => heard.length > 0);
  }
  await continueAsNew<typeof accountCare>(start, heard);
}

function hasGrownLong(): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || historyLength >= longHistory;
}
