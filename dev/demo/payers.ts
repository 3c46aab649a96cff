import { exchange, insist } from './http-json.ts';

export type PaymentMethod = 'boleto' | 'pix';

export interface Payment {
  chargeId: string;
  method: PaymentMethod;
  /** The simulator's today unless given. */
  paidOn?: string;
}

export interface AsaasAccount {
  id: string;
  agency: string;
  account: string;
  accountDigit: string;
  apiKey: string;
}

export interface BookedCharge {
  id: string;
  status: string;
  live: boolean;
  /** In reais. */
  value: number;
  dueDate: string;
  discount: { value: number } | null;
  nossoNumero: string | null;
  receipts: { method: 'boleto' | 'pix' | 'cash' | 'cash-undone'; valueCents: number; feeCents: number }[];
}

/** What the simulator wrote down about one account; nothing of it comes from us. */
export interface Book {
  charges: BookedCharge[];
  totals: { receivedCents: number; feesCents: number; netCents: number; cashCents: number };
  /** Calls by endpoint, such as `POST /v3/payments`. */
  calls: Record<string, number>;
}

/**
 * The other side of the demo: the payers and the passing of time, by the simulator's control API.
 * Paying and moving the clock cannot be repeated blindly, so after a lost answer the book says what has happened.
 */
export class Payers {
  readonly #control: string;

  constructor(simulatorAddress: string) {
    this.#control = `${simulatorAddress}/control`;
  }

  /** A new account at Asaas. A lost answer may leave another one behind, which nobody uses. */
  openAccount(name: string, cpfCnpj: string): Promise<AsaasAccount> {
    return insist(() => this.#post<AsaasAccount>('/accounts', { name, cpfCnpj }));
  }

  /** The simulator's date. */
  async today(): Promise<string> {
    const { today } = await insist(() =>
      exchange<{ today: string }>({ method: 'GET', url: `${this.#control}/clock` }),
    );
    return today;
  }

  book(accountId: string): Promise<Book> {
    return insist(() => exchange<Book>({ method: 'GET', url: `${this.#control}/book?account=${accountId}` }));
  }

  /** Each of these charges is paid once, whatever happens to the simulator meanwhile. */
  async pay(accountId: string, payments: readonly Payment[]): Promise<void> {
    let answered = true;
    await insist(async () => {
      const due = answered ? payments : await this.#unpaid(accountId, payments);
      answered = false;
      for (const { chargeId, ...how } of due) await this.#post(`/charges/${chargeId}/pay`, how);
    });
  }

  /** Lets days go by until the bank has credited every boleto that was paid: one business day. */
  async letBoletosBeCredited(accountId: string): Promise<void> {
    await insist(async () => {
      while ((await this.book(accountId)).charges.some(({ status }) => status === 'CONFIRMED')) {
        await this.#post('/clock', { advanceDays: 1 });
      }
    });
  }

  /** The bank credits a boleto that was paid, today. */
  async letBoletoBeCredited(chargeId: string): Promise<void> {
    await this.#post(`/charges/${chargeId}/settle`, {});
  }

  /** Asaas keeps its events of an account to itself for a while, as if nobody had set up a webhook. */
  async holdWebhooks(accountId: string): Promise<void> {
    await insist(() => this.#post(`/webhooks/pause?account=${accountId}`, {}));
  }

  /** Asaas sends what it kept back. Resolves when everything was delivered. */
  async releaseWebhooks(accountId: string): Promise<void> {
    await insist(() => this.#post(`/webhooks/resume?account=${accountId}`, {}));
    await insist(() => this.#post(`/webhooks/flush?account=${accountId}`, {}));
  }

  async #unpaid(accountId: string, payments: readonly Payment[]): Promise<Payment[]> {
    const { charges } = await this.book(accountId);
    const open = new Set(charges.filter(({ status }) => waitingStatuses.has(status)).map(({ id }) => id));
    return payments.filter(({ chargeId }) => open.has(chargeId));
  }

  #post<Answer>(path: string, body: unknown): Promise<Answer> {
    return exchange<Answer>({ method: 'POST', url: this.#control + path, body });
  }
}

const waitingStatuses = new Set(['PENDING', 'OVERDUE']);
