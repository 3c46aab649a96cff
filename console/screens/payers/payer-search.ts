/** The filter of the payers as the address bar keeps it. */
export interface PayerSearch {
  /** In the name, or at the beginning of the CPF or CNPJ. */
  q?: string;
  /** Only payers with this default account. */
  conta?: string;
}

export function readPayerSearch(raw: Record<string, unknown>): PayerSearch {
  return {
    ...(raw.q ? { q: String(raw.q) } : {}),
    ...(raw.conta ? { conta: String(raw.conta) } : {}),
  };
}

/** The filter as the API's query parameters, for the list and for its file. */
export function toPayerQuery({ q, conta }: PayerSearch) {
  return { ...(q && { q }), ...(conta && { defaultAccountId: conta }) };
}

const notices: Record<string, string> = {
  true: 'Asaas avisa',
  false: 'Asaas não avisa',
  null: 'Como na conta',
};

/** Whether Asaas writes to the payer; null leaves it to the account. */
export function noticeWords(notify: boolean | null): string {
  return notices[String(notify)] ?? '—';
}
