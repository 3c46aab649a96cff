import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { AsaasActivities, LedgerActivities, LocalActivities } from '../activities/activities.ts';
import { taskQueues } from './task-queues.ts';

/**
 * Calls to Asaas, sorted by urgency: Temporal starts the most urgent first when many wait. Accounts also take turns:
 * each workflow starts with its account as fairness key, and its activities inherit the key.
 */
export const asaas = {
  /** Money that came in, or a receipt that was undone. */
  money: asaasActivities(1),
  /**
   * Keeps both sides equal: amends, removes and looks up charges, reads settlement returns, repairs the account's
   * webhook.
   */
  upkeep: asaasActivities(2),
  /** New charges. */
  registration: asaasActivities(3),
  /** Tells Asaas which payers get notices. */
  notices: asaasActivities(4),
  /** Reads the statement, which shows what a webhook did not tell. */
  sweep: asaasActivities(5),
};

/**
 * Temporal repeats these for ever; its retries leave no trace in the history. A document's step does not stay here
 * long: after a few tries it answers with a hold. The other steps (receipts, settlement returns, statements) wait here
 * until Asaas and the key work again. The heartbeat finds a dead worker in seconds. A retry repeats no effect.
 */
function asaasActivities(priorityKey: number) {
  return proxyActivities<AsaasActivities>({
    taskQueue: taskQueues.asaas,
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '15 seconds',
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
    priority: { priorityKey },
  });
}

/** A few tries inside the workflow worker: one event per step, and no task queue between. */
const ledgerAtOnce = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumAttempts: 4 },
});

/** The same steps through a task queue. They can wait for the database as long as needed. */
const ledgerInTime = proxyActivities<LedgerActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** One try inside the workflow worker. It must end well before the workflow task times out. */
const bookingAtOnce = proxyLocalActivities<Pick<LocalActivities, 'bookCharge'>>({
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '6 seconds',
  retry: { maximumAttempts: 1 },
});

/** Steps in our own database only. */
export const ledger = {
  readDocument: localFirst('ler o documento', ledgerAtOnce.readDocument, ledgerInTime.readDocument),
  notePayment: localFirst('anotar o pagamento', ledgerAtOnce.notePayment, ledgerInTime.notePayment),
  noteOverdue: localFirst('anotar o vencimento', ledgerAtOnce.noteOverdue, ledgerInTime.noteOverdue),
  advanceRemittance: localFirst(
    'entregar documentos e contar resultados',
    ledgerAtOnce.advanceRemittance,
    ledgerInTime.advanceRemittance,
  ),
  readSettlementReturn: localFirst(
    'ler o retorno',
    ledgerAtOnce.readSettlementReturn,
    ledgerInTime.readSettlementReturn,
  ),
  finishLoading: localFirst('terminar a leitura', ledgerAtOnce.finishLoading, ledgerInTime.finishLoading),
  processReturnItems: localFirst(
    'entregar pagamentos aos documentos',
    ledgerAtOnce.processReturnItems,
    ledgerInTime.processReturnItems,
  ),
  beginSweep: localFirst(
    'começar a conferência das cobranças',
    ledgerAtOnce.beginSweep,
    ledgerInTime.beginSweep,
  ),
  endSweep: localFirst('encerrar a conferência das cobranças', ledgerAtOnce.endSweep, ledgerInTime.endSweep),
  explainStatement: localFirst(
    'explicar o extrato',
    ledgerAtOnce.explainStatement,
    ledgerInTime.explainStatement,
  ),
};

/** Reads a charge at Asaas and books what it says. This is the one short call to Asaas that settles. */
export const bookCharge = localFirst(
  'reler a cobrança e lançar',
  bookingAtOnce.bookCharge,
  asaas.money.bookCharge,
);

interface Runnable<Input, Output> {
  executeWithOptions(options: { summary: string }, args: [input: Input]): Promise<Output>;
}

/**
 * Try once as a local activity (1 event instead of 6). On any failure use a task queue: Temporal retries there without
 * a trace in the history. Safe if both run: every step may be repeated.
 */
function localFirst<Input, Output>(
  summary: string,
  atOnce: Runnable<Input, Output>,
  inTime: Runnable<Input, Output>,
): (input: Input) => Promise<Output> {
  return async (input) => {
    try {
      return await atOnce.executeWithOptions({ summary }, [input]);
    } catch (error) {
      if (isCancellation(error)) throw error;
      return inTime.executeWithOptions({ summary }, [input]);
    }
  };
}
