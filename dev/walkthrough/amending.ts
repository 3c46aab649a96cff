import { addDays } from '../../domain/calendar.ts';
import { answerOf } from '../demo/public-api.ts';
import { registeredDocuments, untilTrue } from './receivables.ts';
import type { Judged, Scene } from './step.ts';

/** 5. Desconto, acréscimo and a later due date are saved in the ERP and reach Asaas by themselves. */
export async function amend(scene: Scene): Promise<Judged> {
  const { company, payers } = scene;
  const [first, second, third] = await registeredDocuments(scene);
  if (!first || !second || !third) throw new Error('Three registered documents are needed.');
  const dueDate = addDays(third.dueDate, 15);
  const { api } = company;
  const named = ({ id }: { id: string }) => ({ params: { path: { id } } });
  const discount = { type: 'fixed' as const, amountCents: 750, daysBeforeDue: 0 };
  await answerOf(api.PATCH('/v1/documents/{id}', { ...named(first), body: { discount } }));
  await answerOf(api.PATCH('/v1/documents/{id}', { ...named(second), body: { additionCents: 1_290 } }));
  await answerOf(api.PATCH('/v1/documents/{id}', { ...named(third), body: { dueDate } }));
  for (const document of [first, second, third]) {
    await untilTrue(async () => {
      const { syncedVersion } = await answerOf(api.GET('/v1/documents/{id}', named(document)));
      return syncedVersion === 2;
    }, 'Asaas to have the amendment');
  }

  const { charges, calls } = await payers.book(company.asaas.id);
  const charge = (id: string) => charges.find((each) => each.id === id);
  const discounted = charge(first.chargeId)?.discount?.value === 7.5;
  const raised = charge(second.chargeId)?.value === (second.amountCents + 1_290) / 100;
  const moved = charge(third.chargeId)?.dueDate === dueDate;
  const put = calls['PUT /v3/payments/{id}'] ?? 0;
  return {
    holds: discounted && raised && moved && put === 3,
    happened: 'desconto, acréscimo e prorrogação seguiram sozinhos',
    book: `desconto ${yes(discounted)}, valor maior ${yes(raised)}, vencimento novo ${yes(moved)}; ${put} PUT /payments`,
  };
}

function yes(is: boolean): string {
  return is ? 'está lá' : 'FALTA';
}
