import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { invariants } from '../../audit/invariants.ts';

const document = readFileSync(fileURLToPath(new URL('../../docs/reliability.md', import.meta.url)), 'utf8');

describe('the table of invariants in docs/reliability.md', () => {
  it('is what the audit checks, row by row', () => {
    const start = document.indexOf('| invariant |');
    expect(document.slice(start, document.indexOf('\n\n', start))).toBe(expectedTable());
  });
});

function expectedTable(): string {
  const rows = invariants.map(({ name, sentence }) => `| \`${name}\` | ${sentence} |`);
  return ['| invariant | what must hold |', '| --- | --- |', ...rows].join('\n');
}
