/** What a new document begins with: the payer of another one, and what is still to be collected. */
export interface NewDocumentSearch {
  de?: string;
  valor?: number | undefined;
}

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readNewDocumentSearch(raw: Record<string, unknown>): NewDocumentSearch {
  const cents = Number(raw.valor);
  return {
    ...(raw.de ? { de: String(raw.de) } : {}),
    ...(Number.isSafeInteger(cents) && cents > 0 && { valor: cents }),
  };
}
