import { formatTaxId } from './tax-id.ts';

/** How a person is recognized: by what is written of him or her, and by the rows that are about nobody else. */
export interface PersonTraces {
  taxId: string;
  /** Texts that name the person wherever they stand. */
  texts: readonly string[];
  /** Ids of the payer and of the payer's documents. */
  ownIds: ReadonlySet<string>;
}

/** What is written in place of a text that named the person. */
export const erasedWord = 'apagado';

interface Named {
  taxId: string;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
}

/**
 * The texts that name a person. A short name of one word is not among them: it is a part of too many other words and
 * names. It is taken out of the person's own rows alone.
 */
export function textsNaming({ taxId, name, email, phone }: Named): string[] {
  const isTelling = name != null && (/\S\s+\S/.test(name.trim()) || name.trim().length >= 12);
  const texts = [taxId, formatTaxId(taxId), ...(isTelling ? [name.trim()] : []), email, phone];
  return [...new Set(texts.filter((text): text is string => text != null && text !== ''))];
}

/** The text with the person's texts replaced, whatever the case of the letters. */
export function eraseFromText(text: string, { texts }: PersonTraces): string {
  return texts.reduce((rest, each) => rest.replace(patternOf(each), erasedWord), text);
}

/**
 * A JSON value without the person. Inside of what is the person's own (`isOwn`, or an object about one of the person's
 * documents) also the texts that can hold anything go: descriptions, reasons, refusals. Numbers, dates, statuses and ids
 * stay, and so do a document's number and the ERP's id of it.
 */
export function eraseFromJson(value: unknown, traces: PersonTraces, isOwn: boolean): unknown {
  if (typeof value === 'string') return eraseFromText(value, traces);
  if (Array.isArray(value)) return value.map((each) => eraseFromJson(each, traces, isOwn));
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  const own = isOwn || isAbout(members, traces);
  const erased = Object.entries(members).map(([key, member]) => [
    key,
    eraseMember(key, member, members, traces, own),
  ]);
  return Object.fromEntries(erased);
}

function isAbout(members: Record<string, unknown>, { taxId, ownIds }: PersonTraces): boolean {
  const ids = [members.id, members.documentId, members.payerId];
  const payer = members.payer as { taxId?: unknown } | null | undefined;
  return ids.some((id) => ownIds.has(id as string)) || payer?.taxId === taxId || members.taxId === taxId;
}

/** A document is known by these, also to the ERP. */
const references = new Set(['erpId', 'number', 'documentNumber']);

/** Texts that can hold anything. */
const freeTexts = new Set(['reason', 'message', 'value', 'name', 'payerName', 'payerTaxId', 'taxId']);

/** What is gone as a whole. All of it may be missing. */
const gone = new Set(['description', 'email', 'phone', 'address', 'bankSlipUrl', 'invoiceUrl', 'slip']);

function eraseMember(
  key: string,
  member: unknown,
  siblings: Record<string, unknown>,
  traces: PersonTraces,
  own: boolean,
): unknown {
  if (references.has(key) && typeof member === 'string') return member;
  if (own && member !== null) {
    if (gone.has(key)) return null;
    if (typeof member === 'string' && (freeTexts.has(key) || isOfDescription(key, siblings)))
      return erasedWord;
  }
  return eraseFromJson(member, traces, own);
}

/** A divergence names its field, and has both sides beside it. */
function isOfDescription(key: string, { field }: Record<string, unknown>): boolean {
  return (key === 'ours' || key === 'theirs') && field === 'description';
}

/** Not as a part of a longer number or of a longer word. */
function patternOf(text: string): RegExp {
  const literal = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');
  const neighbour = /^\d+$/.test(text) ? '\\d' : '[\\p{L}\\p{N}]';
  return new RegExp(`(?<!${neighbour})${literal}(?!${neighbour})`, 'giu');
}
