/** Which rows of the report are shown, as the address bar keeps it. */
export interface ImportSearch {
  linhas?: 'recusadas' | 'aceitas';
}

export function readImportSearch(raw: Record<string, unknown>): ImportSearch {
  return raw.linhas === 'recusadas' || raw.linhas === 'aceitas' ? { linhas: raw.linhas } : {};
}
