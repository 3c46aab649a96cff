import type { Schemas, Status } from '../../client/api.ts';
import { type DocumentSearch, readDocumentSearch } from '../documents/document-search.ts';

/** What can be sent: never sent, refused, or cancelled and wanted again. */
export const sendableStatuses = ['pending', 'rejected', 'cancelled'] as const satisfies Status[];

export interface SendSearch extends DocumentSearch {
  /** Only what was marked on another screen. */
  escolhidos?: boolean;
}

export function readSendSearch(raw: Record<string, unknown>): SendSearch {
  const { status, q, flag, dueFrom, dueTo, sort } = readDocumentSearch(raw);
  const wanted = status?.filter((each) => (sendableStatuses as readonly Status[]).includes(each));
  return {
    ...(wanted && wanted.length > 0 && { status: wanted }),
    ...(q && { q }),
    ...(flag && { flag }),
    ...(dueFrom && { dueFrom }),
    ...(dueTo && { dueTo }),
    ...(sort && { sort }),
    ...(String(raw.escolhidos) === 'true' && { escolhidos: true }),
  };
}

export type Outcome = Schemas['RemittanceItem']['outcome'];

export interface RemittanceSearch {
  resultado?: Outcome;
  codigo?: string;
}

export const outcomes: readonly Outcome[] = ['waiting', 'registered', 'rejected', 'uncertain', 'cancelled'];

export function readRemittanceSearch(raw: Record<string, unknown>): RemittanceSearch {
  const outcome = outcomes.find((each) => each === raw.resultado);
  return {
    ...(outcome && { resultado: outcome }),
    ...(raw.codigo ? { codigo: String(raw.codigo) } : {}),
  };
}

export interface RemittancesSearch {
  /** Only what this rule sent. */
  regra?: string | undefined;
  conta?: string | undefined;
}

export function readRemittancesSearch(raw: Record<string, unknown>): RemittancesSearch {
  return {
    ...(raw.regra ? { regra: String(raw.regra) } : {}),
    ...(raw.conta ? { conta: String(raw.conta) } : {}),
  };
}
