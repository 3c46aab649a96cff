import { customers, laterToday, receivable, record, untilAllAre } from './receivables.ts';
import type { Judged, Scene } from './step.ts';

interface Cause {
  code: string;
  field: string | null;
  message: string;
  cure: string;
  count: number;
}

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
  await company.api.post('/remittances', { accountId: company.accountId, documentIds: ids });
  const [corrected = '', cancelled = '', healthy = ''] = ids;
  await untilAllAre(scene, [corrected, cancelled], 'rejected');
  await untilAllAre(scene, [healthy], 'registered');
  const { data: causes } = await company.api.get<{ data: Cause[] }>('/problems');
  const cause = causes.find(({ field }) => field === 'payer.phone');

  await company.api.post(`/documents/${corrected}/retransmit`, { payer: { phone: '47988887766' } });
  await company.api.post(`/documents/${cancelled}/cancel`, { reason: 'Venda desfeita' });
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
