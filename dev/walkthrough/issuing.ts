import { documentsAt } from './receivables.ts';
import type { Judged, Scene } from './step.ts';

interface Slip {
  bankSlipUrl: string | null;
  digitableLine: string | null;
  ourNumber: string | null;
  pix: { payload: string; image: string } | null;
}

/** 6. Link, digitable line and Pix code come to the user, who need not go to Asaas for them. */
export async function issue(scene: Scene): Promise<Judged> {
  const { company, payers } = scene;
  const document = (await documentsAt(scene, 'registered')).at(-1);
  if (!document) throw new Error('A registered document is needed.');
  const slip = await company.api.get<Slip>(`/documents/${document.id}/boleto`);
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
