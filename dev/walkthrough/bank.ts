import type { Judged, Scene } from './step.ts';

interface Bank {
  code: string;
  ispb: string;
  shortName: string;
}

/** 2. The bank is in the catalogue, as the central bank numbers it. */
export async function findBank({ payers, company }: Scene): Promise<Judged> {
  const { data } = await company.api.get<{ data: Bank[] }>('/banks');
  const asaas = data.find(({ code }) => code === '461');
  const { charges } = await payers.book(company.asaas.id);
  return {
    holds: asaas?.ispb === '19540550' && charges.length === 0,
    happened: `${asaas?.code} ${asaas?.shortName}, ISPB ${asaas?.ispb}`,
    book: `${charges.length} cobranças ainda`,
  };
}
