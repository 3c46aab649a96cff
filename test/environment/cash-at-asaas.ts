import { inDays } from './days.ts';
import { type Company, control } from './erp.ts';
import { product } from './leased-product.ts';

/** Somebody at Asaas' own page says that the payer paid in cash. */
export async function receiveInCash(company: Company, chargeId: string, reais: number): Promise<void> {
  const { apiKey } = await control<{ apiKey: string }>('POST', `/accounts/${company.asaasId}/keys`, {});
  const response = await fetch(`${product.simulatorUrl}/v3/payments/${chargeId}/receiveInCash`, {
    method: 'POST',
    headers: { access_token: apiKey, 'content-type': 'application/json', 'user-agent': 'test' },
    body: JSON.stringify({ paymentDate: inDays(0), value: reais }),
  });
  if (!response.ok) throw new Error(`Cash was answered ${response.status}: ${await response.text()}`);
}
