import { answerOf } from '../demo/public-api.ts';
import { registeredDocuments } from './receivables.ts';
import type { Judged, Scene } from './step.ts';

/** 6. Link, digitable line and Pix code come to the user, who need not go to Asaas for them. */
export async function issue(scene: Scene): Promise<Judged> {
  const { company, payers } = scene;
  const document = (await registeredDocuments(scene)).at(-1);
  if (!document) throw new Error('A registered document is needed.');
  const slip = await answerOf(
    company.api.GET('/v1/documents/{id}/boleto', { params: { path: { id: document.id } } }),
  );
  const line = slip.digitableLine?.replace(/\D/g, '') ?? '';
  const pdf = slip.bankSlipUrl ? await fetch(slip.bankSlipUrl) : undefined;
  await pdf?.body?.cancel();

  const { charges } = await payers.book(company.asaas.id);
  const charge = charges.find(({ id }) => id === document.chargeId);
  // The line of a boleto ends in the value, ten digits of centavos (Febraban).
  const valueCents = Number(line.slice(-10));
  return {
    holds:
      pdf?.ok === true &&
      line.length === 47 &&
      charge !== undefined &&
      charge.nossoNumero === slip.ourNumber &&
      valueCents === Math.round(charge.value * 100) &&
      slip.pix?.payload.startsWith('000201') === true,
    happened: `link ${slip.bankSlipUrl}, linha digitável ${line}, Pix copia e cola de ${slip.pix?.payload.length ?? 0} caracteres`,
    book: `nosso número ${charge?.nossoNumero}, valor ${charge?.value.toFixed(2).replace('.', ',')}`,
  };
}
