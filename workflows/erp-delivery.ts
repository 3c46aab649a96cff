import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { ErpActivities } from '../activities/activities.ts';
import type { DeliveryReport } from '../activities/erp-delivery.ts';
import { type EndpointSignal, type EndpointStart, endpointSignals } from '../domain/messages.ts';
import { hasGrownLong } from './long-history.ts';
import { taskQueues } from './task-queues.ts';

/**
 * A round takes one minute, and its last calls ten seconds more. The heartbeat finds a dead worker in seconds. What the endpoint
 * refuses is no failure of a round: a round fails when we do, so it is tried again soon.
 */
const erp = proxyActivities<ErpActivities>({
  taskQueue: taskQueues.erp,
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 seconds' },
});

/**
 * Delivers the events of one company to one endpoint of its ERP, as long as the endpoint exists. Each endpoint has its
 * own run, so an endpoint that does not answer delays no other.
 */
export async function erpDelivery(start: EndpointStart): Promise<void> {
  let hasNews = false;
  for (const signal of Object.keys(endpointSignals) as EndpointSignal[]) {
    const take = () => {
      hasNews = true;
    };
    setHandler(defineSignal(signal), take, { description: endpointSignals[signal] });
  }
  for (;;) {
    hasNews = false;
    const report = await deliver(start);
    setCurrentDetails(standings[report.standing]);
    if (report.standing === 'deleted') return;
    // A message that came meanwhile is not lost: the next run starts with a round.
    if (hasGrownLong()) await continueAsNew<typeof erpDelivery>(start);
    await untilNews(report, () => hasNews);
  }
}

function deliver(start: EndpointStart): Promise<DeliveryReport> {
  return erp.deliverToErp.executeWithOptions({ summary: 'entregar eventos ao ERP' }, [start]);
}

async function untilNews({ nextAtMs }: DeliveryReport, hasNews: () => boolean): Promise<void> {
  if (nextAtMs === null) return condition(hasNews);
  const pauseMs = nextAtMs - Date.now();
  if (pauseMs > 0) await condition(hasNews, pauseMs, { summary: 'até a próxima tentativa' });
}

const standings: Record<DeliveryReport['standing'], string> = {
  active: '**Em dia** — espera eventos novos.',
  pending:
    '**Pendente** — o endereço ainda não respondeu ao desafio; nada é entregue até lá, e tenta-se de novo.',
  failing:
    '**Falhando** — o endereço não aceita as entregas; tenta de novo cada vez mais devagar, por uma semana.',
  paused: '**Pausado** por uma pessoa: espera ser reativado.',
  parked: '**Parado** — o endereço não quer mais entregas ou falhou por uma semana: espera ser reativado.',
  deleted: '**Removido**.',
};
