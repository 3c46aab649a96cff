/** A text of one or two characters has no trigram that an index could find in the middle of a word. */
const anywhereFrom = 3;

/** What `like` looks for: the text anywhere, or at the beginning when it has one or two characters. */
export function toPattern(text: string): string {
  const isShort = [...text].length < anywhereFrom;
  return `${isShort ? '' : '%'}${text.replace(/[\\%_]/g, '\\$&')}%`;
}
