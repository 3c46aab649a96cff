import { answerOf } from '../demo/public-api.ts';
import { customers, laterToday, receivable, record, untilAllAre } from './receivables.ts';
import type { Judged, Scene } from './step.ts';

/** Of a shape that we take, and that Asaas refuses. */
const impossiblePhone = '47999999999';

/** 7. What Asaas rejects is listed with cause and cure; one is corrected and transmitted again, the other cancelled. */
export async function solveProblems(scene: Scene): Promise<Judged> {
  const { company, payers } = scene;
  const today = await laterToday(scene);
  const before = await payers.book(company.asaas.id);
  const ids = await record(scene, [
    receivable('NF-2001', { taxId: '11144477735', name: 'Ana Prado', phone: impossiblePhone }, today, 40),
    receivable('NF-2002', { taxId: '39053344705', name: 'Rui Barros', phone: impossiblePhone }, today, 41),
    receivable('NF-2003', customers[0]!, today, 42), // There are customers.
  ]);
  const { api, accountId } = company;
  await api.POST('/v1/remittances', { body: { accountId, documentIds: ids } });
  const [corrected = '', cancelled = '', healthy = ''] = ids;
  await untilAllAre(scene, [corrected, cancelled], 'rejected');
  await untilAllAre(scene, [healthy], 'registered');
  const { data: causes } = await answerOf(api.GET('/v1/problems'));
  const cause = causes.find(({ field }) => field === 'payer.phone');

  const named = (id: string) => ({ params: { path: { id } } });
  const payer = { phone: '47988887766' };
  await api.POST('/v1/documents/{id}/retransmit', { ...named(corrected), body: { payer } });
  await api.POST('/v1/documents/{id}/cancel', { ...named(cancelled), body: { reason: 'Venda desfeita' } });
  await untilAllAre(scene, [corrected], 'registered');
  await untilAllAre(scene, [cancelled], 'cancelled');
  const after = await payers.book(company.asaas.id);
  const added = after.charges.length - before.charges.length;
  return {
    holds: cause?.count === 2 && cause.cure !== '' && added === 2,
    happened: `${cause?.count} rejeitados: "${cause?.message}" ${cause?.cure} Um corrigido e transmitido novamente, outro cancelado`,
    book: `${added} cobranças novas, nenhuma do cancelado`,
  };
}
