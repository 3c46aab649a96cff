import type { Flag, HoldCause, Status } from '../../client/api.ts';
import { holds } from '../../words/holds.ts';
import { flags, statuses } from '../../words/statuses.ts';

/** The filter of the documents as the address bar keeps it. */
export interface DocumentSearch {
  status?: Status[];
  flag?: Flag;
  /** What cannot be done just now, by its cause. */
  hold?: HoldCause;
  /** Asaas' code of the last refusal. */
  errorCode?: string;
  accountId?: string;
  remittanceId?: string;
  dueFrom?: string;
  dueTo?: string;
  paidFrom?: string;
  paidTo?: string;
  /** When the money of a paid document is expected. */
  creditFrom?: string;
  creditTo?: string;
  q?: string;
  sort?: string;
  /** The saved view that was opened, whatever was changed since. */
  visao?: string | undefined;
}

const texts = ['accountId', 'remittanceId', 'errorCode', 'q', 'sort', 'visao'] as const;
const dates = ['dueFrom', 'dueTo', 'paidFrom', 'paidTo', 'creditFrom', 'creditTo'] as const;

/** Reads an address that anybody may have typed: what it cannot mean is left out. */
export function readDocumentSearch(raw: Record<string, unknown>): DocumentSearch {
  const search: DocumentSearch = {};
  const wanted = (Array.isArray(raw.status) ? raw.status : String(raw.status ?? '').split(',')) as unknown[];
  const known = statuses.filter((status) => wanted.includes(status));
  if (known.length > 0) search.status = known;
  const flag = flags.find((each) => each === raw.flag);
  if (flag) search.flag = flag;
  const hold = holds.find((each) => each === raw.hold);
  if (hold) search.hold = hold;
  for (const name of texts) if (raw[name] !== undefined && raw[name] !== '') search[name] = String(raw[name]);
  for (const name of dates) {
    const value = String(raw[name] ?? '');
    if (/^\d{4}-\d\d-\d\d$/.test(value)) search[name] = value;
  }
  return search;
}

/** The same filter as the API's query parameters. */
export function toQuery({ status, sort: _, visao: _view, ...rest }: DocumentSearch) {
  return { ...rest, ...(status && { status: status.join(',') }) };
}
