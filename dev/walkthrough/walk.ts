import { makeKey } from '../demo/company.ts';
import { NoAnswer, RequestRefused } from '../demo/http-json.ts';
import { Payers } from '../demo/payers.ts';
import { answerOf, openApi } from '../demo/public-api.ts';
import { Stalled } from '../demo/wait-until.ts';
import type { Judged, Scene, Step } from './step.ts';

export interface Grounds {
  /** Without `/v1`. */
  apiAddress: string;
  adminKey: string;
  simulatorAddress: string;
}

/** Plays the steps one after the other, with a company of its own. A step that fails is told and does not end the walk. */
export async function walk(
  grounds: Grounds,
  steps: readonly Step[],
  tell: (step: Step, judged: Judged) => void,
): Promise<boolean> {
  const scene = await setScene(grounds);
  let allHold = true;
  for (const step of steps) {
    const judged = await step.play(scene).catch(failed);
    allHold &&= judged.holds;
    tell(step, judged);
  }
  return allHold;
}

/** A company that the vendor has entered but given no licence, and its account at Asaas. */
async function setScene({ apiAddress, adminKey, simulatorAddress }: Grounds): Promise<Scene> {
  const vendor = openApi(apiAddress, adminKey);
  const payers = new Payers(simulatorAddress);
  const [name, taxId] = ['Comercial Boa Vista Ltda', '11222333000181'];
  const tenant = await answerOf(vendor.POST('/v1/tenants', { body: { name, taxId, features: [] } }));
  const key = await makeKey(vendor, tenant.id);
  const asaas = await payers.openAccount(name, taxId);
  const api = openApi(apiAddress, key);
  return { vendor, payers, company: { tenantId: tenant.id, key, accountId: '', asaas, api } };
}

function failed(error: unknown): Judged {
  const isExpected = [RequestRefused, NoAnswer, Stalled].some((kind) => error instanceof kind);
  if (!isExpected) throw error;
  return { holds: false, happened: (error as Error).message, book: 'não foi consultado' };
}
