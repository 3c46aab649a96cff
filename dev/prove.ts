import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Progress } from './demo/progress.ts';
import { exitCodes, keepArtefact, readSchedule } from './prove/artefact.ts';
import { openProvingGround, type ProvingGround } from './prove/proving-ground.ts';
import { prove } from './prove/run.ts';
import { scheduleOf } from './prove/schedule.ts';
import { unlessAborted } from './stack/waiting.ts';

/**
 * Proves that nothing is lost, nothing happens twice, and everything finishes by itself, whatever is killed, cut or forged
 * meanwhile: `npm run prove -- --documents 500 --seed 7`, or `--replay FILE` to play a kept run again. Exit codes: 0
 * green, 1 red, 2 it could not run, 3 void (too little met to prove anything).
 */
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '500' },
    seed: { type: 'string' },
    replay: { type: 'string' },
    keep: { type: 'string', default: '.data/prove' },
  },
});
const progress = new Progress();
const say = (line: string) => progress.print(line);
const stopRequest = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());

const schedule = values.replay
  ? readSchedule(values.replay)
  : scheduleOf({ seed: Number(values.seed ?? randomInt(1_000_000)), documents: Number(values.documents) });
const dataDir = mkdtempSync(join(tmpdir(), 'remessa-prove-'));
// Root's Postgres runs as another user, who must be able to pass through.
chmodSync(dataDir, 0o711);

let ground: ProvingGround | undefined;
let exitCode = 2;
try {
  say(`Seed ${schedule.seed}: ${schedule.documents} documents.`);
  const { signal } = stopRequest;
  ground = await openProvingGround(dataDir, say, signal);
  const watch = { signal, say, show: (state: string) => progress.show(state) };
  const artefact = await unlessAborted(prove(ground, schedule, watch), signal);
  for (const line of ['', ...artefact.report]) say(line);
  const file = keepArtefact(values.keep, artefact, join(dataDir, 'logs'));
  say(`\n${artefact.verdict}. Kept in ${file}; play it again: npm run prove -- --replay ${file}`);
  exitCode = exitCodes[artefact.verdict];
} catch (error) {
  console.error(stopRequest.signal.aborted ? 'Stopped.' : error);
} finally {
  await ground?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(exitCode);
