import {
  condition,
  continueAsNew,
  defineSignal,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { type ReturnSignal, returnSignals, type SettlementReturnStart } from '../domain/messages.ts';
import type { ReturnPlace } from '../domain/settlement-return.ts';
import { asaas, ledger } from './activity-proxies.ts';

/** Rows handed over in one step. Small, so the transaction is short. */
const chunk = 100;

const firstPauseMs = 1_000;
const longestPauseMs = 5 * 60_000;

/**
 * Reads what an account received in a period, and settles the payments that a person chooses. The row's status says
 * which of the two to do now. In any other status the run ends; the next choice starts a new run with the same id.
 */
export async function settlementReturn(start: SettlementReturnStart, from?: ReturnPlace): Promise<void> {
  const inbox = listen(); // Before any await: Temporal delivers buffered signals at once.
  for (let place = from; ; place = undefined) {
    inbox.hasNews = false;
    const { status } = await ledger.readSettlementReturn(start);
    if (status === 'loading') await load(start, place ?? { list: 0, offset: 0 });
    else if (status === 'processing') await followToTheEnd(start, inbox);
    else if (!inbox.hasNews) return;
  }
}

interface Inbox {
  hasNews: boolean;
}

function listen(): Inbox {
  const inbox = { hasNews: false };
  const take = () => {
    inbox.hasNews = true;
  };
  for (const signal of Object.keys(returnSignals) as ReturnSignal[]) {
    setHandler(defineSignal(signal), take, { description: returnSignals[signal] });
  }
  return inbox;
}

/** Each activity reads some pages. When a worker dies, only these pages are read again. */
async function load(start: SettlementReturnStart, from: ReturnPlace): Promise<void> {
  let place: ReturnPlace | null = from;
  setCurrentDetails(describeLoading(0));
  while (place) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof settlementReturn>(start, place);
    const read: { next: ReturnPlace | null; loaded: number } =
      await asaas.upkeep.loadSettlementReturn.executeWithOptions({ summary: 'ler os pagamentos recebidos' }, [
        { ...start, place },
      ]);
    place = read.next;
    setCurrentDetails(describeLoading(read.loaded));
  }
  const loaded = await ledger.finishLoading(start);
  setCurrentDetails(`**Pronto** — ${loaded} pagamentos lidos; espera que alguém escolha o que processar.`);
}

function describeLoading(loaded: number): string {
  return [
    `**Carregando** — lendo no Asaas os pagamentos do período: ${loaded} até agora.`,
    'Se o Asaas recusar a chave da conta, espera uma nova e continua sozinho.',
  ].join('\n\n');
}

/** The pauses grow, so thousands of rows also leave a small history. */
async function followToTheEnd(start: SettlementReturnStart, inbox: Inbox): Promise<void> {
  for (let pauseMs = firstPauseMs; ; ) {
    inbox.hasNews = false;
    const { chosen, open, unhanded } = await ledger.processReturnItems({ ...start, chunk });
    setCurrentDetails(describeProcessing(chosen, open, unhanded));
    if (open === 0) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof settlementReturn>(start);
    if (unhanded > 0) continue;
    const summary = 'espera os resultados dos documentos';
    const woken = await condition(() => inbox.hasNews, pauseMs, { summary });
    pauseMs = woken ? firstPauseMs : Math.min(pauseMs * 1.5, longestPauseMs);
  }
}

function describeProcessing(chosen: number, open: number, unhanded: number): string {
  if (open === 0) return `**Concluído** — os ${chosen} pagamentos escolhidos têm resultado.`;
  if (unhanded > 0) return `**Processando** — entregando aos documentos: faltam ${unhanded} de ${chosen}.`;
  return `**Processando** — sem resultado ainda: ${open} de ${chosen}.`;
}
