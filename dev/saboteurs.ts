import { parseArgs } from 'node:util';
import { runTests } from './saboteurs/run-tests.ts';
import type { Saboteur } from './saboteurs/saboteur.ts';
import { saboteurs } from './saboteurs/saboteurs.ts';
import { Tree } from './saboteurs/tree.ts';

/**
 * `npm run saboteurs -- --only NAME`: breaks our own code in a copy of the project, one place at a time, and runs the tests that must find it. Ends with 1
 * when one of them stays green, when its tests are red without it, or when its text is no longer found.
 */
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const chosen = saboteurs.filter(({ name }) => values.only === undefined || values.only.includes(name));
if (chosen.length === 0) throw new Error(`There is no saboteur named ${values.only?.join(', ')}`);

const tree = new Tree();
const greenWithout = new Map<string, boolean>();
let escaped = 0;

console.log('| saboteur | what it breaks | result | seconds |\n|---|---|---|---|');
for (const saboteur of chosen) {
  const startedAt = performance.now();
  const result = await tryOne(saboteur).catch((error: unknown) =>
    escapes(String(error).split('\n')[0] ?? ''),
  );
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(`| ${saboteur.name} | ${saboteur.breaks} | ${result} | ${seconds} |`);
}
console.log(`\n${chosen.length - escaped} of ${chosen.length} were caught`);
process.exit(escaped > 0 ? 1 : 0);

async function tryOne(saboteur: Saboteur): Promise<string> {
  if (!(await isGreenWithout(saboteur))) return escapes('its tests are red without it');
  const { failedFirst } = await tree.broken(saboteur, () => runTests(tree.root, saboteur.tests));
  return failedFirst === null ? escapes('GREEN: nobody noticed') : `caught by “${failedFirst}”`;
}

/** Red tests prove nothing if they are red anyway. Each set of files runs whole once. */
async function isGreenWithout({ tests }: Saboteur): Promise<boolean> {
  const key = tests.join(' ');
  const known = greenWithout.get(key);
  if (known !== undefined) return known;
  const { passed, failedFirst } = await runTests(tree.root, tests);
  const isGreen = failedFirst === null && passed > 0;
  greenWithout.set(key, isGreen);
  return isGreen;
}

function escapes(why: string): string {
  escaped++;
  return why;
}
