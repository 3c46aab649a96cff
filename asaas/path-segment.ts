import { NotFound } from './errors.ts';

/**
 * An id as one segment of a path. Ids come from webhooks and tables, so they are anybody's text: `.` and `..` would
 * name another endpoint, and an empty one a list. Throws `NotFound` for what can be the id of nothing.
 */
export function pathSegment(id: string): string {
  const hasLoneSurrogate = /\p{Surrogate}/u.test(id);
  if (hasLoneSurrogate || /^\.*$/.test(id)) throw new NotFound('Asaas has nothing with such an id');
  return encodeURIComponent(id);
}
