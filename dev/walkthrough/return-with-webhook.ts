import { formatReais } from '../../domain/money.ts';
import { registeredDocuments, untilAllAre } from './receivables.ts';
import { settlementsTold, sumTold } from './settlements.ts';
import type { Judged, Scene } from './step.ts';

/** 8. Asaas notifies; a Pix and a boleto are settled with nobody doing anything. */
export async function settleByWebhook(scene: Scene): Promise<Judged> {
  const { company, payers } = scene;
  const [pix, boleto] = await registeredDocuments(scene);
  if (!pix || !boleto) throw new Error('Two registered documents are needed.');
  await payers.pay(company.asaas.id, [
    { chargeId: pix.chargeId, method: 'pix' },
    { chargeId: boleto.chargeId, method: 'boleto' },
  ]);
  await untilAllAre(scene, [boleto.id], 'paid');
  await payers.letBoletoBeCredited(boleto.chargeId);
  await untilAllAre(scene, [pix.id, boleto.id], 'settled');

  const told = await settlementsTold(scene);
  const { totals } = await payers.book(company.asaas.id);
  return {
    holds: told.length === 2 && sumTold(told) === totals.receivedCents,
    happened: `${told.length} documentos baixados sozinhos, ${formatReais(sumTold(told) ?? 0)}`,
    book: `recebido ${formatReais(totals.receivedCents)}`,
  };
}
