import { refused } from '../refusal.ts';
import type { Call } from './call.ts';

export interface Page {
  limit: number;
  offset: number;
}

const maxLimit = 100;

/** Reads `offset` (0 unless given) and `limit` (10 unless given, at most 100). */
export function readPage({ query, behaviour }: Call): Page {
  const offset = wholeNumber(query, 'offset', 0);
  const limit = wholeNumber(query, 'limit', 10);
  if (limit > maxLimit && behaviour.limitAbove100 === 'refused') {
    throw refused('invalid_limit', 'O limite máximo é de 100 registros.');
  }
  return { offset, limit: Math.min(Math.max(limit, 1), maxLimit) };
}

export function listObject({ limit, offset }: Page, totalCount: number, data: unknown[]): object {
  return { object: 'list', hasMore: offset + data.length < totalCount, totalCount, limit, offset, data };
}

function wholeNumber(query: Record<string, string>, name: string, otherwise: number): number {
  const text = query[name];
  if (text === undefined || text === '') return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw refused(`invalid_${name}`, `O valor de ${name} é inválido.`);
  return Number(text);
}
