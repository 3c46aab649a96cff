import { amendmentActivities } from '../../activities/amendment.ts';
import { bookingActivities } from '../../activities/booking.ts';
import { bookkeepingActivities } from '../../activities/bookkeeping.ts';
import { cancellationActivities } from '../../activities/cancellation.ts';
import { cashReceiptActivities } from '../../activities/cash-receipt.ts';
import { receiptAssignmentActivities } from '../../activities/receipt-assignment.ts';
import { registrationActivities } from '../../activities/registration.ts';
import { loadingActivities, processingActivities } from '../../activities/settlement-return.ts';
import { unidentifiedReceiptActivities } from '../../activities/unidentified-receipt.ts';
import type { ReturnPlace } from '../../domain/settlement-return.ts';
import {
  aDocument,
  asaasAccount,
  type Body,
  control,
  enter,
  openCompany,
  startApi,
} from '../api/environment.ts';
import { openDependencies, runActivity } from './dependencies.ts';

/**
 * A company with its API, the simulator as its Asaas, and the activities in place of Temporal: money that the simulator's
 * payers pay is booked and then judged by what the API answers.
 */
export async function openMoneyBench() {
  const api = await startApi();
  const company = await openCompany(api);
  const { asaasId, entry } = await asaasAccount(api);
  const { body: account } = await company.call('POST', '/v1/accounts', entry);
  // The API of the tests seals with this key.
  const place = { databaseUrl: api.databaseUrl, simulatorUrl: api.simulatorUrl, sealingKey: '7'.repeat(64) };
  const { deps, clock, close } = openDependencies(place);
  const { tenantId } = company;
  const read = async (id: string): Promise<Body> => (await company.call('GET', `/v1/documents/${id}`)).body;

  return {
    api,
    company,
    accountId: account.id as string,
    asaasId,
    clock,
    deps,
    run: runActivity,
    read,
    control: (method: string, path: string, body?: object) => control(api, method, path, body),

    /** What the company does in Asaas' own panel. */
    async callAsaas(method: 'GET' | 'POST', path: string, body: object = {}): Promise<Body> {
      const response = await fetch(`${api.simulatorUrl}/v3${path}`, {
        method,
        headers: { access_token: entry.apiKey, 'content-type': 'application/json' },
        ...(method === 'POST' && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Body;
    },

    /** A document registered at Asaas. */
    async register(changes: object = {}): Promise<{ id: string; chargeId: string }> {
      const documentIds = await enter(company, aDocument(changes));
      const [id = ''] = documentIds;
      await company.call('POST', '/v1/remittances', { accountId: account.id, documentIds });
      await runActivity(registrationActivities(deps).registerCharge, { tenantId, documentId: id });
      const { status, chargeId } = await read(id);
      if (status !== 'registered') throw new Error(`The document is ${status}`);
      return { id, chargeId };
    },

    /** Amends by the API, and brings Asaas to it. */
    async amend(id: string, changes: object): Promise<void> {
      await company.call('PATCH', `/v1/documents/${id}`, changes);
      await runActivity(amendmentActivities(deps).amendCharge, { tenantId, documentId: id });
    },

    /** The payer pays; the charge that took the money is answered. */
    async pay(chargeId: string, how: object = {}): Promise<Body> {
      const answer = await control(api, 'POST', `/charges/${chargeId}/pay`, { method: 'pix', ...how });
      return answer.payments.at(-1);
    },

    /** What a webhook about the charge makes the document's workflow do. Answers the document. */
    async book(documentId: string, chargeId: string): Promise<Body> {
      const news = { tenantId, documentId, chargeId, source: 'webhook' } as const;
      await runActivity(bookingActivities(deps).bookCharge, news);
      return read(documentId);
    },

    /** What news of a payment that is not credited yet makes the document's workflow do. Answers the document. */
    async hearOfPayment(documentId: string, chargeId: string, creditOn?: string): Promise<Body> {
      const news = { tenantId, documentId, chargeId, ...(creditOn && { creditOn }) };
      await runActivity(bookkeepingActivities(deps).notePayment, news);
      return read(documentId);
    },

    /** What a webhook about a charge of nobody's makes its workflow do. Answers the receipt as it is listed. */
    async keepReceipt(chargeId: string): Promise<Body> {
      const receipt = { tenantId, accountId: account.id as string, chargeId };
      await runActivity(unidentifiedReceiptActivities(deps).keepUnidentifiedReceipt, receipt);
      const { body } = await company.call('GET', '/v1/unidentified-receipts');
      return body.data.find((each: Body) => each.chargeId === chargeId);
    },

    /** A person assigns a receipt, and the document's workflow books it. Answers the document. */
    async assign(receiptId: string, documentId: string): Promise<Body> {
      await company.call('POST', `/v1/unidentified-receipts/${receiptId}/assign`, { documentId });
      await runActivity(receiptAssignmentActivities(deps).bookAssignedReceipt, {
        tenantId,
        documentId,
        receiptId,
      });
      return read(documentId);
    },

    /** Cancels by the API, and removes the charge at Asaas. */
    async cancel(documentId: string): Promise<Body> {
      await company.call('POST', `/v1/documents/${documentId}/cancel`, { reason: 'Engano' });
      await runActivity(cancellationActivities(deps).cancelCharge, { tenantId, documentId });
      return read(documentId);
    },

    async receiveInCash(documentId: string, amountCents: number, paidOn: string): Promise<Body> {
      await runActivity(cashReceiptActivities(deps).receiveInCash, {
        tenantId,
        documentId,
        amountCents,
        paidOn,
      });
      return read(documentId);
    },

    async undoCashReceipt(documentId: string, reason: string): Promise<Body> {
      await runActivity(cashReceiptActivities(deps).undoCashReceipt, { tenantId, documentId, reason });
      return read(documentId);
    },

    /** Reads at Asaas what the account received in a period. Answers the rows. */
    async loadReturn(paidFrom: string, paidTo: string): Promise<{ id: string; items: Body[] }> {
      const { body } = await company.call('POST', '/v1/settlement-returns', {
        accountId: account.id,
        paidFrom,
        paidTo,
      });
      const ref = { tenantId, returnId: body.id as string };
      let place: ReturnPlace | null = { list: 0, offset: 0 };
      while (place)
        ({ next: place } = await runActivity(loadingActivities(deps).loadSettlementReturn, {
          ...ref,
          place,
        }));
      await runActivity(processingActivities(deps).finishLoading, ref);
      const items = await company.call('GET', `/v1/settlement-returns/${body.id}/items?limit=200`);
      return { id: body.id, items: items.body.data };
    },

    /** Settles all of a return that is not settled, as its workflow does it. Answers the rows. */
    async processReturn(returnId: string): Promise<Body[]> {
      await company.call('POST', `/v1/settlement-returns/${returnId}/process`, {});
      await runActivity(processingActivities(deps).processReturnItems, { tenantId, returnId, chunk: 100 });
      const path = `/v1/settlement-returns/${returnId}/items?limit=200`;
      const { data } = (await company.call('GET', path)).body;
      for (const { documentId, chargeId } of data.filter((item: Body) => item.outcome === 'waiting')) {
        const news = { tenantId, documentId, chargeId, returnId, source: 'settlement_return' } as const;
        await runActivity(bookingActivities(deps).bookCharge, news);
      }
      return (await company.call('GET', path)).body.data;
    },

    /** The ERP's events about a document, oldest first. */
    async eventsOf(documentId: string): Promise<Body[]> {
      const { body } = await company.call('GET', '/v1/events?limit=200');
      return body.data.filter((event: Body) => event.data.documentId === documentId);
    },

    async timelineOf(documentId: string): Promise<Body[]> {
      return (await company.call('GET', `/v1/documents/${documentId}/timeline?limit=200`)).body.data;
    },

    async close(): Promise<void> {
      await close();
      await api.close();
    },
  };
}

export type MoneyBench = Awaited<ReturnType<typeof openMoneyBench>>;
