import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../dev/project.ts';
import { saboteurs } from '../../dev/saboteurs/saboteurs.ts';
import { breakText } from '../../dev/saboteurs/tree.ts';

describe('the saboteurs', () => {
  it('are at least thirty, each with a name of its own', () => {
    expect(saboteurs.length).toBeGreaterThanOrEqual(30);
    expect(new Set(saboteurs.map(({ name }) => name)).size).toBe(saboteurs.length);
  });

  it.each(saboteurs.map((each) => [each.name, each] as const))('find their place: %s', (_, saboteur) => {
    const { file, text, replacement, tests } = saboteur;
    const whole = readFileSync(join(projectRoot, file), 'utf8');
    expect(breakText(whole, text, replacement)).not.toBe(whole);
    expect(tests.filter((test) => !existsSync(join(projectRoot, test)))).toEqual([]);
  });
});
