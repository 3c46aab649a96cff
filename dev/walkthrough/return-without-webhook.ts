import { dateInSaoPaulo } from '../../domain/calendar.ts';
import { formatReais } from '../../domain/money.ts';
import { answerOf, type Schemas } from '../demo/public-api.ts';
import type { RegisteredDocument } from '../demo/registered-documents.ts';
import { registeredDocuments, untilAllAre, untilTrue } from './receivables.ts';
import { receivedOn, settlementsTold, sumTold } from './settlements.ts';
import type { Judged, Scene } from './step.ts';

type SettlementReturn = Schemas['SettlementReturn'];

const paidCount = 3;

/**
 * 9. No webhook comes: the period is filtered and processed by hand. When the webhooks come after all, nothing is
 * settled twice.
 */
export async function settleByReturn(scene: Scene): Promise<Judged> {
  const { company, payers } = scene;
  // A real day: the API takes no period in the future, where an earlier play may have left the simulator's clock.
  const paidOn = dateInSaoPaulo(new Date());
  const paid = (await registeredDocuments(scene)).slice(0, paidCount);
  const chargeIds = paid.map(({ chargeId }) => chargeId);
  await payers.holdWebhooks(company.asaas.id);
  const { loaded, done } = await payByPix(scene, paid, paidOn)
    .then(() => filterAndProcess(scene, paidOn))
    .finally(() => payers.releaseWebhooks(company.asaas.id));

  await untilAllAre(
    scene,
    paid.map(({ id }) => id),
    'settled',
  );
  const book = await payers.book(company.asaas.id);
  const told = await settlementsTold(scene);
  const received = receivedOn(book, chargeIds);
  const { matched, alreadySettled } = loaded.counts;
  const processed = done.totals.processed.grossCents;
  return {
    holds: matched === paidCount && processed === received && sumTold(told) === book.totals.receivedCents,
    happened: `filtrados ${matched} a baixar e ${alreadySettled} já baixados, processados ${formatReais(processed)}; os webhooks atrasados não baixaram nada de novo`,
    book: `recebido ${formatReais(received)} nestas ${chargeIds.length}, ${formatReais(book.totals.receivedCents)} ao todo`,
  };
}

async function payByPix(
  { company, payers }: Scene,
  documents: readonly RegisteredDocument[],
  paidOn: string,
): Promise<void> {
  const payments = documents.map(({ chargeId }) => ({ chargeId, method: 'pix' as const, paidOn }));
  await payers.pay(company.asaas.id, payments);
}

async function filterAndProcess(
  scene: Scene,
  day: string,
): Promise<{ loaded: SettlementReturn; done: SettlementReturn }> {
  const loaded = await load(scene, day);
  const params = { path: { id: loaded.id } };
  await answerOf(scene.company.api.POST('/v1/settlement-returns/{id}/process', { params, body: {} }));
  return { loaded, done: await untilReturnIs(scene, loaded.id, 'done') };
}

async function load(scene: Scene, day: string): Promise<SettlementReturn> {
  const { company } = scene;
  const body = { accountId: company.accountId, paidFrom: day, paidTo: day };
  const { id } = await answerOf(company.api.POST('/v1/settlement-returns', { body }));
  return untilReturnIs(scene, id, 'ready');
}

async function untilReturnIs(
  { company }: Scene,
  id: string,
  status: SettlementReturn['status'],
): Promise<SettlementReturn> {
  const params = { path: { id } };
  const read = () => answerOf(company.api.GET('/v1/settlement-returns/{id}', { params }));
  await untilTrue(async () => (await read()).status === status, `the settlement return to be ${status}`);
  return read();
}
