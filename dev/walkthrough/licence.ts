import { sumOfCalls } from '../demo/calls.ts';
import { accountEntry } from '../demo/company.ts';
import { RequestRefused } from '../demo/http-json.ts';
import { answerOf } from '../demo/public-api.ts';
import type { Judged, Scene } from './step.ts';

const features = ['boleto', 'online_banking'] as ('boleto' | 'online_banking')[];

/** 1. Without its licence a company is refused, by the name of what is missing; with it the door is open. */
export async function grantLicence({ vendor, payers, company }: Scene): Promise<Judged> {
  const missing = await featuresMissing(
    company.api.POST('/v1/accounts', { body: accountEntry(company.asaas) }),
  );
  const { calls } = await payers.book(company.asaas.id);
  await vendor.PATCH('/v1/tenants/{id}', { params: { path: { id: company.tenantId } }, body: { features } });
  const { data: banks } = await answerOf(company.api.GET('/v1/banks'));
  return {
    holds: missing.join() === features.join() && sumOfCalls(calls) === 0 && banks.length > 0,
    happened: `sem licença a conta foi recusada (falta ${missing.join(', ')}); licença concedida`,
    book: `${sumOfCalls(calls)} chamadas antes da licença`,
  };
}

/** The features that the refusal names; none when nothing was refused. */
async function featuresMissing(call: Promise<unknown>): Promise<string[]> {
  try {
    await call;
    return [];
  } catch (error) {
    if (!(error instanceof RequestRefused) || error.status !== 403) throw error;
    return (JSON.parse(error.answer) as { features?: string[] }).features ?? [];
  }
}
