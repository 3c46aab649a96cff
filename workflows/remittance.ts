import {
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { toSaoPauloTime } from '../domain/calendar.ts';
import { holdWords } from '../domain/hold.ts';
import { type RemittanceStart, remittanceSignals } from '../domain/messages.ts';
import { pauseBeforeNextStep, type RemittanceProgress } from '../domain/remittance-pace.ts';
import { ledger } from './activity-proxies.ts';

/** The rows hold everything, so a run may end long before the server asks for it. */
const longestHistory = 1_500;

/** What the last step found. A run gives it to the next run. */
interface LastStep {
  pauseMs: number;
  open: number;
  documentsPerSecond: number;
}

/**
 * Hands a remittance's documents to their workflows, as fast as the account allows, and follows them until each has its
 * outcome.
 */
export async function remittance(start: RemittanceStart, carried?: LastStep): Promise<void> {
  let sentAgain = false;
  setHandler(
    defineSignal('remittanceSent'),
    () => {
      sentAgain = true;
    },
    { description: remittanceSignals.remittanceSent },
  );

  setCurrentDetails('Entregando os primeiros documentos.');
  let last = carried ?? { pauseMs: 0, open: 0, documentsPerSecond: 0 };
  for (;;) {
    sentAgain = false;
    const progress = await ledger.advanceRemittance({ ...start, lastSpeed: last.documentsPerSecond });
    setCurrentDetails(describe(progress));
    if (progress.open === 0 && !sentAgain) return;
    const { open, documentsPerSecond } = progress;
    last = { pauseMs: pauseBeforeNextStep(progress, last, Date.now()), open, documentsPerSecond };
    if (workflowInfo().historyLength > longestHistory) await continueAsNew<typeof remittance>(start, last);
    await condition(() => sentAgain, last.pauseMs, { summary: 'espera os resultados dos documentos' });
  }
}

function describe({ total, open, waiting, hold }: RemittanceProgress): string {
  const standing = `Sem resultado ainda: ${open} de ${total}; a entregar: ${waiting}.`;
  if (!hold) return standing;
  const { why, byItself, person } = holdWords[hold.cause];
  const until = hold.untilMs === null ? '' : ` Até ${toSaoPauloTime(new Date(hold.untilMs))}.`;
  return `${standing}\n\n**Parada.** ${why} ${byItself}${until}${person ? ` ${person}` : ''}`;
}
