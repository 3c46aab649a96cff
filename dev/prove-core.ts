import { parseArgs } from 'node:util';
import { proveCore } from './core/prove.ts';

/** So often a line says how far it is. */
const livesPerLine = 50_000;

/**
 * `npm run prove:core -- --seeds 50000 --seed 7 --path P --replay-path P`: plays lives of one document against the domain's decisions, in memory and with a clock of their own. Ends with 1 and
 * the coordinates of the shortest life that broke an invariant.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '50000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    path: { type: 'string' },
    'replay-path': { type: 'string' },
  },
});
const { path, 'replay-path': replayPath } = values;
const count = Number(values.seeds);
const first = Number(values.seed);
const startedAt = performance.now();

for (let played = 0; played < count; played += livesPerLine) {
  const seed = first + played / livesPerLine;
  const place = {
    seed,
    ...(path !== undefined && { path }),
    ...(replayPath !== undefined && { replayPath }),
  };
  const found = proveCore(Math.min(livesPerLine, count - played), place);
  if (found) {
    console.log(`Broken: ${found.reason}\n`);
    console.log(`  ${found.life.replaceAll(',', '\n  ')}\n`);
    const replay = `--seed ${found.seed} --path ${found.path} --replay-path '${found.replayPath}'`;
    console.log(`Play it again: npm run prove:core -- --seeds 1 ${replay}`);
    process.exit(1);
  }
  const done = Math.min(count, played + livesPerLine);
  console.log(`${done} lives, seed ${seed}: ${Math.round((performance.now() - startedAt) / 1_000)} s`);
}
console.log(`${count} lives from seed ${first}: no invariant was broken`);
