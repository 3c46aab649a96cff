import type { StatementLine } from '../../client/api.ts';
import { explanationLooks } from './statement-words.ts';

export type Explanation = StatementLine['explanation'];

/** The filter of the statement as the address bar keeps it. */
export interface StatementSearch {
  conta?: string;
  de?: string;
  ate?: string;
  conferencia?: Explanation;
}

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readStatementSearch(raw: Record<string, unknown>): StatementSearch {
  const explanation = explanations.find((each) => each === raw.conferencia);
  const date = (name: 'de' | 'ate') =>
    /^\d{4}-\d\d-\d\d$/.test(String(raw[name])) ? { [name]: String(raw[name]) } : {};
  return {
    ...(raw.conta ? { conta: String(raw.conta) } : {}),
    ...date('de'),
    ...date('ate'),
    ...(explanation && { conferencia: explanation }),
  };
}

export const explanations = Object.keys(explanationLooks) as Explanation[];

/** The days as the API's query parameters. */
export function toPeriod({ de, ate }: StatementSearch) {
  return { ...(de && { from: de }), ...(ate && { to: ate }) };
}
