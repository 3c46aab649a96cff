import {
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { pauseBeforeNextStep, type RemittanceProgress } from '../domain/remittance-pace.ts';
import { ledger } from './activity-proxies.ts';
import type { RemittanceStart } from './messages.ts';

/** A run hands over to the next one long before the server would ask for it: its rows remember everything. */
const longestHistory = 1_500;

/** What a run hands to the next one. */
interface Carried {
  pauseMs: number;
  documentsPerSecond: number;
}

/** Hands a remittance's documents to their workflows at the pace of its account, and follows them to their outcomes. */
export async function remittance(start: RemittanceStart, carried?: Carried): Promise<void> {
  let sentAgain = false;
  setHandler(
    defineSignal('remittanceSent'),
    () => {
      sentAgain = true;
    },
    { description: 'A remessa foi criada, ou transmitida novamente.' },
  );

  let { pauseMs, documentsPerSecond } = carried ?? { pauseMs: 0, documentsPerSecond: 0 };
  for (;;) {
    sentAgain = false;
    const progress = await ledger.advanceRemittance({ ...start, lastSpeed: documentsPerSecond });
    setCurrentDetails(describe(progress));
    if (progress.open === 0 && !sentAgain) return;
    documentsPerSecond = progress.documentsPerSecond;
    pauseMs = pauseBeforeNextStep(progress, { previousMs: pauseMs, nowMs: Date.now() });
    if (workflowInfo().historyLength > longestHistory) {
      await continueAsNew<typeof remittance>(start, { pauseMs, documentsPerSecond });
    }
    await condition(() => sentAgain, pauseMs, { summary: 'espera os resultados dos documentos' });
  }
}

function describe({ total, open, waiting, hold }: RemittanceProgress): string {
  const standing = `Sem resultado ainda: ${open} de ${total}; a entregar: ${waiting}.`;
  if (hold?.cause === 'key_refused') return `${standing}\n\nParada: a chave de API da conta foi recusada.`;
  if (hold) return `${standing}\n\nParada: o limite de requisições da conta no Asaas foi usado.`;
  return standing;
}
