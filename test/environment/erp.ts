import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './conditions.ts';
import { inDays } from './days.ts';
import { product } from './leased-product.ts';
import { errorAnswers } from './readable-places.ts';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}

/** Calls the API as whoever holds the key. POSTs carry a new Idempotency-Key unless one is given. */
export async function call<T = Record<string, unknown>>(
  key: string,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const request = {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      // An ERP of Brazil: what is told to people is told in Portuguese.
      'accept-language': 'pt-BR',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...headers,
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  // An ERP tries again when the API is being restarted; the Idempotency-Key makes that safe.
  const response = await until(`${method} ${path} to be answered`, () =>
    fetch(`${product.apiUrl}${path}`, request).catch(() => null),
  );
  const text = await response.text();
  if (!response.ok) appendFileSync(join(product.dataDir, errorAnswers), `${text}\n`);
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as T };
}

/** Speaks to the simulator's control API. */
export async function control<T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(`${product.simulatorUrl}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} of the simulator: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export interface BookedCharge {
  id: string;
  status: string;
  value: number;
  netValue: number;
  dueDate: string;
  deleted: boolean;
  live: boolean;
  externalReference: string | null;
}

export interface Book {
  charges: BookedCharge[];
  customers: { id: string; cpfCnpj: string; deleted: boolean }[];
  totals: { chargesLive: number; receivedCents: number; netCents: number };
  calls: Record<string, number>;
  webhooks: {
    eventId: string;
    event: string;
    chargeId: string;
    attempts: { status: number | null }[];
    delivered: boolean;
  }[];
}

export interface DocumentAnswer {
  id: string;
  erpId: string;
  status: string;
  version: number;
  syncedVersion: number;
  chargeId: string | null;
  amountCents: number;
  flags: Record<string, { reason: string }> | string[];
  registration: {
    attempts: number;
    lastError?: { code: string; field: string | null; message: string; cure: string } | null;
  };
}

export interface ErpEvent {
  sequence: number;
  type: string;
  data: Record<string, unknown>;
}

/** A company with an account at the simulated Asaas, ready to send. Each test makes its own. */
export class Company {
  readonly tenantId: string;
  readonly key: string;
  readonly accountId: string;
  /** The account's id in the simulator's book. */
  readonly asaasId: string;

  private constructor(ids: { tenantId: string; key: string; accountId: string; asaasId: string }) {
    this.tenantId = ids.tenantId;
    this.key = ids.key;
    this.accountId = ids.accountId;
    this.asaasId = ids.asaasId;
  }

  static async open(features = ['boleto', 'online_banking']): Promise<Company> {
    const admin = product.adminKey;
    const tenant = await expectCreated(
      call<{ id: string }>(admin, 'POST', '/v1/tenants', {
        name: 'Empresa de Teste',
        taxId: '11222333000181',
        features,
      }),
    );
    const path = `/v1/tenants/${tenant.id}/api-keys`;
    const { key } = await expectCreated(
      call<{ key: string }>(admin, 'POST', path, { name: 'teste', role: 'erp' }),
    );
    const asaas = await control<AsaasAccount>('POST', '/accounts', {});
    const account = await expectCreated(
      call<{ id: string }>(key, 'POST', '/v1/accounts', {
        bankCode: '461',
        name: 'Conta de teste',
        agency: asaas.agency,
        number: asaas.account,
        digit: asaas.accountDigit,
        environment: 'sandbox',
        apiKey: asaas.apiKey,
      }),
    );
    return new Company({ tenantId: tenant.id, key, accountId: account.id, asaasId: asaas.id });
  }

  call<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<Answer<T>> {
    return call<T>(this.key, method, path, body);
  }

  /** Puts documents on record and returns their ids, in order. */
  async record(documents: object[]): Promise<string[]> {
    const { status, body } = await this.call<{
      documents: { id?: string; result: string; errors?: object }[];
    }>('POST', '/v1/documents', { documents });
    if (status !== 200) throw new Error(`Documents were answered ${status}: ${JSON.stringify(body)}`);
    return body.documents.map((row) => {
      if (!row.id) throw new Error(`A document was refused: ${JSON.stringify(row)}`);
      return row.id;
    });
  }

  async send(documentIds: string[]): Promise<string> {
    const { status, body } = await this.call<{ id: string }>('POST', '/v1/remittances', {
      accountId: this.accountId,
      documentIds,
    });
    if (status !== 202) throw new Error(`The remittance was answered ${status}: ${JSON.stringify(body)}`);
    return body.id;
  }

  async document(id: string): Promise<DocumentAnswer> {
    return (await this.call<DocumentAnswer>('GET', `/v1/documents/${id}`)).body;
  }

  /** Waits until the document stands at `status`. */
  untilStatus(id: string, status: string, atMostMs?: number): Promise<DocumentAnswer> {
    return until(
      `document ${id} to be ${status}`,
      async () => {
        const document = await this.document(id);
        return document.status === status && document;
      },
      atMostMs,
    );
  }

  /** Records one document, sends it and waits for its charge. */
  async register(document: object = aDocument()): Promise<DocumentAnswer & { chargeId: string }> {
    const [id = ''] = await this.record([document]);
    await this.send([id]);
    const registered = await this.untilStatus(id, 'registered');
    return { ...registered, chargeId: registered.chargeId ?? '' };
  }

  book(): Promise<Book> {
    return control<Book>('GET', `/book?account=${this.asaasId}`);
  }

  /** Every event told so far. */
  async events(): Promise<ErpEvent[]> {
    const events: ErpEvent[] = [];
    for (;;) {
      const after = events.at(-1)?.sequence ?? 0;
      const { body } = await this.call<{ data: ErpEvent[] }>('GET', `/v1/events?after=${after}&limit=200`);
      if (body.data.length === 0) return events;
      events.push(...body.data);
    }
  }
}

interface AsaasAccount {
  id: string;
  agency: string;
  account: string;
  accountDigit: string;
  apiKey: string;
}

async function expectCreated<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body } = await answer;
  if (status !== 201) throw new Error(`Expected 201, got ${status}: ${JSON.stringify(body)}`);
  return body;
}

let counter = 0;

/** A document as an ERP sends one, with an id of its own. */
export function aDocument(changes: object = {}) {
  counter += 1;
  return {
    erpId: `erp-${process.pid}-${counter}`,
    number: `NF-${counter}`,
    payer: { taxId: '24971563792', name: 'João da Silva' },
    amountCents: 15_000 + counter,
    dueDate: inDays(20),
    ...changes,
  };
}
