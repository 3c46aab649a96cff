import { type Api, aDocument, type Company, control, enter } from './environment.ts';
import { placeDocument } from './placed-document.ts';

/** A document with a charge at the simulator, as its workflow would have made it. */
export async function chargedDocument(
  api: Api,
  company: Company,
  accountId: string,
): Promise<{ documentId: string; chargeId: string; asaasId: string }> {
  const [documentId = ''] = await enter(company, aDocument());
  const document = (await company.call('GET', `/v1/documents/${documentId}`)).body;
  const { accounts } = await control(api, 'GET', '/accounts');
  const asaasId: string = accounts[0].id;
  const { apiKey } = await control(api, 'POST', `/accounts/${asaasId}/keys`);
  const atAsaas = async (path: string, body: object) => {
    const headers = { access_token: apiKey, 'content-type': 'application/json', 'user-agent': 'test' };
    const answer = await fetch(`${api.simulatorUrl}/v3${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { id: string }).id;
  };
  const customer = await atAsaas('/customers', { name: 'João', cpfCnpj: document.payer.taxId });
  const value = document.amountCents / 100;
  const terms = { billingType: 'UNDEFINED', value, dueDate: document.dueDate, interest: { value: 3 } };
  const chargeId = await atAsaas('/payments', { customer, ...terms });
  await placeDocument(api, company, documentId, { accountId, chargeId });
  return { documentId, chargeId, asaasId };
}
