import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ms from 'ms';
import { describe, expect, it } from 'vitest';
import { settings } from '../../config.ts';

const document = readFileSync(fileURLToPath(new URL('../../docs/operations.md', import.meta.url)), 'utf8');

describe('the table of settings in docs/operations.md', () => {
  it('is what config.ts says, row by row', () => {
    const start = document.indexOf('| variable |');
    expect(document.slice(start, document.indexOf('\n\n', start))).toBe(expectedTable());
  });
});

function expectedTable(): string {
  const rows = Object.entries(settings.shape).map(
    ([name, setting]) => `| \`${name}\` | ${shownDefault(name)} | ${setting.description} |`,
  );
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

/** As a person would write it: durations with their unit, nothing where there is no default. */
function shownDefault(name: string): string {
  const value = settings.parse({})[name as keyof typeof settings.shape];
  if (value === undefined) return '';
  if (typeof value === 'object' && 'requests' in value) return `\`${value.requests}/${ms(value.windowMs)}\``;
  const isDuration = typeof value === 'number' && settings.safeParse({ [name]: '1s' }).success;
  return `\`${isDuration ? ms(value) : value}\``;
}
