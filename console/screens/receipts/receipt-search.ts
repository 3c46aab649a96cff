/** The filter of the receipts as the address bar keeps it. */
export interface ReceiptSearch {
  atribuidos?: boolean;
  conta?: string | undefined;
}

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readReceiptSearch(raw: Record<string, unknown>): ReceiptSearch {
  return {
    ...(String(raw.atribuidos) === 'true' && { atribuidos: true }),
    ...(raw.conta ? { conta: String(raw.conta) } : {}),
  };
}

/** The same filter as the API's query parameters. */
export function toReceiptQuery({ atribuidos, conta }: ReceiptSearch) {
  return {
    assigned: atribuidos ? ('yes' as const) : ('no' as const),
    ...(conta && { accountId: conta }),
  };
}
