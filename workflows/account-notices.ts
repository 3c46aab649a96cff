import { continueAsNew, defineSignal, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { NoticesPlace, NoticesStep } from '../activities/notices.ts';
import { type AccountStart, noticesSignals } from '../domain/messages.ts';
import { asaas } from './activity-proxies.ts';
import { hasGrownLong } from './long-history.ts';

/**
 * Tells Asaas, payer after payer, whether an account has them notified, and ends. A change meanwhile begins again with
 * the first payer: whoever was told of as is wanted now costs no call. `from` is where an earlier run stopped.
 */
export async function accountNotices(start: AccountStart, from: NoticesPlace | null = null): Promise<void> {
  let askedAgain = false;
  setHandler(
    defineSignal('noticesChanged'),
    () => {
      askedAgain = true;
    },
    { description: noticesSignals.noticesChanged },
  );
  let place = from;
  do {
    askedAgain = false;
    const step: NoticesStep = await asaas.notices.applyNotices.executeWithOptions(
      { summary: 'informar ao Asaas quem recebe avisos' },
      [{ ...start, place }],
    );
    setCurrentDetails(describe(step));
    place = step.place;
    // A message that came meanwhile is not lost: the next run begins with a step.
    if (hasGrownLong()) await continueAsNew<typeof accountNotices>(start, place);
  } while (place !== null || askedAgain);
}

function describe({ payers, told }: NoticesStep): string {
  return `**Avisos da conta** — pagadores informados ao Asaas: ${told} de ${payers}.`;
}
