import { type Company, openCompany } from '../demo/company.ts';
import { exchange } from '../demo/http-json.ts';
import { Payers } from '../demo/payers.ts';
import { answerOf } from '../demo/public-api.ts';
import { Erp } from '../outage/erp.ts';
import { type ProvingGround, quotaRequests } from './proving-ground.ts';

/** Who takes part in a run, and where. */
export interface Cast {
  ground: ProvingGround;
  company: Company;
  payers: Payers;
  erp: Erp;
  /** Speaks to the simulator, which is never struck itself. Throws `NoAnswer` or `RequestRefused`. */
  control<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer>;
}

/** A company with its account and an ERP that listens, before anything goes wrong. */
export async function openCast(ground: ProvingGround): Promise<Cast> {
  const simulator = ground.addresses.simulator ?? '';
  const control: Cast['control'] = (method, path, body) =>
    exchange({ method, url: `${simulator}/control${path}`, ...(body !== undefined && { body }) });
  // Asaas' own retries, a hundred times as fast: what waits for hours there is not proved by waiting.
  await control('PUT', '/settings', { retryDelayScale: 0.01, quotaRequests });
  const payers = new Payers(simulator);
  const company = await openCompany(ground.api, ground.adminKey, payers);
  const erp = new Erp();
  await erp.listen();
  const { secret } = await answerOf(company.api.POST('/v1/webhook-endpoints', { body: { url: erp.url } }));
  if (secret) erp.trust(secret);
  return { ground, company, payers, erp, control };
}
