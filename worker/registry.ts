import type { AsaasActivities, ErpActivities, LocalActivities } from '../activities/activities.ts';
import type { WorkflowType } from '../domain/messages.ts';
import type { TaskQueue } from '../workflows/task-queues.ts';

interface ActivityNames {
  receivables: keyof LocalActivities;
  asaas: keyof AsaasActivities;
  erp: keyof ErpActivities;
}

interface Registry {
  workflows: Record<WorkflowType, true>;
  activities: { [Queue in TaskQueue]: Record<ActivityNames[Queue], true> };
}

/**
 * Every workflow (all run on the queue `receivables`), and every activity on the queue it belongs to. The compiler
 * holds the table complete, and a worker starts only if it has what the table says (`registration-check.ts`).
 */
export const registry: Registry = {
  workflows: {
    receivableDocument: true,
    remittance: true,
    settlementReturn: true,
    unidentifiedReceipt: true,
    accountCare: true,
    accountReconciliation: true,
    accountNotices: true,
    erpDelivery: true,
  },
  activities: {
    receivables: {
      readDocument: true,
      notePayment: true,
      noteOverdue: true,
      bookCharge: true,
      advanceRemittance: true,
      readSettlementReturn: true,
      finishLoading: true,
      processReturnItems: true,
      explainStatement: true,
      beginSweep: true,
      endSweep: true,
    },
    asaas: {
      registerCharge: true,
      lookUpCharge: true,
      amendCharge: true,
      cancelCharge: true,
      bookCharge: true,
      receiveInCash: true,
      undoCashReceipt: true,
      bookAssignedReceipt: true,
      keepUnidentifiedReceipt: true,
      checkAndRepairAccount: true,
      loadSettlementReturn: true,
      readStatement: true,
      sweepCharges: true,
      readUnlistedCharges: true,
      sweepPayers: true,
      readUnlistedPayers: true,
      applyNotices: true,
    },
    erp: { deliverToErp: true },
  },
};
