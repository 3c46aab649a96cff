/** Up to which event the list goes, as the address bar keeps it; without one, to the newest. */
export interface EventSearch {
  ate?: number | undefined;
}

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readEventSearch(raw: Record<string, unknown>): EventSearch {
  const until = Number(raw.ate);
  return Number.isSafeInteger(until) && until > 0 ? { ate: until } : {};
}
