import { type Kind, kindOf } from './api-description.ts';

/** What a careless or a hostile caller writes where something else belongs. */

const ownField = (name: string) => Object.fromEntries([[name, 1]]);

/** Texts that a database, a calendar, a counter or a pattern has trouble with. */
export const hostileTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00',
  '0000-01-01',
  '0000-12-31',
  '0001-01-01',
  '9999-12-31',
  '2147483648',
  '9223372036854775808',
  '-1',
  '0.5',
  'NaN',
  'null',
  '%',
  '\\',
  "'",
  '../..',
  'x'.repeat(3_000),
];

/** The same and everything else that JSON can say. */
export const hostileJson: readonly unknown[] = [
  ...hostileTexts,
  null,
  true,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e300,
  [],
  [null],
  {},
  ownField('\0'),
  ownField('\ud800'),
  ownField('__proto__'),
];

/**
 * The hostile values for a place that holds these kinds: all of these kinds, and one of each other kind, which a schema
 * refuses by its kind alone.
 */
export function hostileFor(kinds: readonly Kind[]): unknown[] {
  if (kinds.length === 0) return [...hostileJson];
  const strangers = new Map(hostileJson.map((value) => [kindOf(value), value]));
  return hostileJson.filter(
    (value) => kinds.includes(kindOf(value)) || strangers.get(kindOf(value)) === value,
  );
}

/** Names that a field may be given in JSON though none has it. */
export const hostileNames = ['\0', 'a\0b', '\ud800', '', '__proto__', 'constructor', 'x'.repeat(3_000)];

/** The texts as a path or query carries them; half a surrogate pair is three bytes that are no UTF-8. */
export const hostileInAddress = [
  ...hostileTexts.map((text) => encodeURIComponent(Buffer.from(text).toString())),
  '%ED%A0%80',
  '%E0%A4%A',
  '%',
];

/** What HTTP lets through in a header. */
export const hostileInHeader = [
  '',
  '*',
  '"',
  '"2147483648"',
  '"99999999999999999999"',
  '0000-01-01',
  '\u00e9\u00ff',
  ',;=',
  'x'.repeat(3_000),
];
