import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { AsaasActivities, LedgerActivities, LocalActivities } from '../activities/activities.ts';
import { taskQueues } from './task-queues.ts';

/**
 * Calls to Asaas, by how urgent they are when much waits. Accounts have their turns beside it: each workflow is
 * started with its account as fairness key, and its activities inherit it.
 */
export const asaas = {
  /** Money that came in. */
  money: asaasActivities(1),
  /** Keeping both sides equal: changes of a charge, looking it up, returns, the account's webhook. */
  upkeep: asaasActivities(2),
  /** New charges. */
  registration: asaasActivities(3),
  /** Repeating what webhooks should have said. */
  sweep: asaasActivities(5),
};

/**
 * Retried for ever by Temporal, which leaves no trace in a history: what cannot be done now the activity answers as
 * a hold after a few tries, so only a lost database or a dead worker is waited for here. The heartbeat finds a dead
 * worker in seconds. No effect is repeated by a retry.
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

/** A few tries inside the workflow worker: one event each, without a round trip through a task queue. */
const ledgerAtOnce = proxyLocalActivities<LedgerActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumAttempts: 4 },
});

/** The same steps through a task queue, which can wait for a database as long as it takes. */
const ledgerInTime = proxyActivities<LedgerActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** One try inside the workflow worker, well within the time of a workflow task. */
const bookingAtOnce = proxyLocalActivities<Pick<LocalActivities, 'bookCharge'>>({
  startToCloseTimeout: '5 seconds',
  scheduleToCloseTimeout: '6 seconds',
  retry: { maximumAttempts: 1 },
});

/** Steps in our own database. */
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
  explainStatement: localFirst(
    'explicar o extrato',
    ledgerAtOnce.explainStatement,
    ledgerInTime.explainStatement,
  ),
};

/** Reads a charge back and books what it says: the one short call to Asaas that settles. */
export const bookCharge = localFirst(
  'reler a cobrança e lançar',
  bookingAtOnce.bookCharge,
  asaas.money.bookCharge,
);

interface Runnable<Input, Output> {
  executeWithOptions(options: { summary: string }, args: [input: Input]): Promise<Output>;
}

/**
 * Tries a step as a local activity (1 event instead of 6). On any failure uses a task queue, where Temporal retries
 * without a trace in the history. Safe if both run: every step may be repeated.
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
