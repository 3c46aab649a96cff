import type { AuditEntry } from '../../client/api.ts';
import { kindLabels } from './audit-words.ts';

export type AuditKind = AuditEntry['kind'];

/** The filter of the audit as the address bar keeps it. */
export interface AuditSearch {
  /** Role and name, as the API writes them: `operator:Ana Ribeiro`. */
  quem?: string;
  tipo?: AuditKind;
  /** One resource, by its id. */
  recurso?: string;
  de?: string;
  ate?: string;
}

export const kinds = Object.keys(kindLabels) as AuditKind[];

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const kind = kinds.find((each) => each === raw.tipo);
  const date = (name: 'de' | 'ate') =>
    /^\d{4}-\d\d-\d\d$/.test(String(raw[name])) ? { [name]: String(raw[name]) } : {};
  return {
    ...(raw.quem ? { quem: String(raw.quem) } : {}),
    ...(kind && { tipo: kind }),
    ...(raw.recurso ? { recurso: String(raw.recurso) } : {}),
    ...date('de'),
    ...date('ate'),
  };
}

/** The filter as the API's query parameters, for the list and for its file. */
export function toAuditQuery({ quem, tipo, recurso, de, ate }: AuditSearch) {
  return {
    ...(quem && { actor: quem }),
    ...(tipo && { kind: tipo }),
    ...(recurso && { resourceId: recurso }),
    ...(de && { from: de }),
    ...(ate && { to: ate }),
  };
}
