import { NotFound } from './errors.ts';

/**
 * An id as one segment of a path. Ids come from webhooks and tables, so they can be any text. `.` and `..` would call
 * another endpoint, and an empty id would call a list. Throws `NotFound` for a text that no id can be.
 */
export function pathSegment(id: string): string {
  const hasLoneSurrogate = /\p{Surrogate}/u.test(id);
  if (hasLoneSurrogate || /^\.*$/.test(id)) throw new NotFound('Asaas has nothing with such an id');
  return encodeURIComponent(id);
}
