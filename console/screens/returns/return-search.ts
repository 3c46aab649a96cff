import type { ReturnItem } from '../../client/api.ts';

export interface ReturnSearch {
  tipo?: ReturnItem['kind'];
}

export const kinds: readonly ReturnItem['kind'][] = ['matched', 'unidentified', 'already_settled'];

export function readReturnSearch(raw: Record<string, unknown>): ReturnSearch {
  const kind = kinds.find((each) => each === raw.tipo);
  return kind ? { tipo: kind } : {};
}
