import type { Divergence } from '../../client/api.ts';
import { fieldLabels } from './divergence-words.ts';

/** The filter of the divergences as the address bar keeps it. */
export interface DivergenceSearch {
  encerradas?: boolean;
  campo?: Divergence['field'];
  conta?: string;
  documento?: string;
}

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readDivergenceSearch(raw: Record<string, unknown>): DivergenceSearch {
  const field = fields.find((each) => each === raw.campo);
  return {
    ...(String(raw.encerradas) === 'true' && { encerradas: true }),
    ...(field && { campo: field }),
    ...(raw.conta ? { conta: String(raw.conta) } : {}),
    ...(raw.documento ? { documento: String(raw.documento) } : {}),
  };
}

const fields = Object.keys(fieldLabels) as Divergence['field'][];

/** The same filter as the API's query parameters, less the field. */
export function toDivergenceQuery({ encerradas, conta, documento }: DivergenceSearch) {
  return {
    state: encerradas ? ('closed' as const) : ('open' as const),
    ...(conta && { accountId: conta }),
    ...(documento && { documentId: documento }),
  };
}
