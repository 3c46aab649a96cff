import { answerOf } from '../demo/public-api.ts';
import type { Judged, Scene } from './step.ts';

/** 2. The bank is in the catalogue, as the central bank numbers it. */
export async function findBank({ payers, company }: Scene): Promise<Judged> {
  const { data } = await answerOf(company.api.GET('/v1/banks'));
  const asaas = data.find(({ code }) => code === '461');
  const { charges } = await payers.book(company.asaas.id);
  return {
    holds: asaas?.ispb === '19540550' && charges.length === 0,
    happened: `${asaas?.code} ${asaas?.shortName}, ISPB ${asaas?.ispb}`,
    book: `${charges.length} cobranças ainda`,
  };
}
