import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../dev/project.ts';

const catalogue = readFileSync(join(projectRoot, 'docs/reliability-catalogue.md'), 'utf8');
const rows = catalogue.split('\n').filter((line) => /^\| (F-)?\d+ \|/.test(line));
const count = (start: string, last: number) => Array.from({ length: last }, (_, at) => `${start}${at + 1}`);
const faults = count('', 34).map((number) => `F-${number.padStart(2, '0')}`);

/** A folder or a file in backticks, told from a word by its slash. */
const places = [...catalogue.matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(([, place]) => String(place));

describe('the catalogue of faults and requirements', () => {
  it('has a row for each, in order', () => {
    expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual([...faults, ...count('', 47)]);
  });

  it('names only files that exist', () => {
    expect(places.length).toBeGreaterThan(100);
    expect(places.filter((place) => !existsSync(join(projectRoot, place)))).toEqual([]);
  });

  it('names a test for what it calls done, and a reason for what it calls open', () => {
    const done = rows.filter((row) => row.split('|')[5]?.trim().startsWith('done'));
    expect(done.filter((row) => !row.includes('`test/'))).toEqual([]);
    const open = rows.filter((row) => row.includes('**open**'));
    expect(open.filter((row) => !/\*\*open\*\*( by decision)?: \S+/.test(row))).toEqual([]);
  });
});
