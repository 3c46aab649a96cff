import { continueAsNew, defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import { type AccountSignal, type AccountStart, accountSignals } from '../domain/messages.ts';
import { describeCare } from './account-words.ts';
import { asaas } from './activity-proxies.ts';
import { Alarm, waitFor } from './alarm.ts';
import { hasGrownLong } from './long-history.ts';

/**
 * Looks after an account as long as the account exists: checks its webhook, repairs the webhook, and wakes the
 * documents whose hold has ended. Without a timer, until a message comes: while Asaas refuses the key, and while the
 * account is disabled and no document of it is under way. Every message means the same: check now.
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
