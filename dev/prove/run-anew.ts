import { rmSync } from 'node:fs';
import { unlessAborted } from '../stack/waiting.ts';
import { temporaryDataDir } from '../temporary-data-dir.ts';
import { type Artefact, keepArtefact } from './artefact.ts';
import { type Circumstances, openProvingGround, type ProvingGround } from './proving-ground.ts';
import { prove, type Watch } from './run.ts';
import type { Schedule } from './schedule.ts';

/**
 * Plays a schedule on processes and data of its own, which are gone afterwards, whatever happened. What is kept
 * lies in `keepIn`. Throws when it could not run, or the signal's reason.
 */
export async function runAnew(
  schedule: Schedule,
  keepIn: string,
  watch: Watch,
  circumstances: Omit<Circumstances, 'own'>,
): Promise<{ artefact: Artefact; file: string }> {
  const dataDir = temporaryDataDir('prove');
  let ground: ProvingGround | undefined;
  try {
    watch.say(`Seed ${schedule.seed}: ${schedule.documents} documents, ${schedule.strikes.length} strikes.`);
    ground = await openProvingGround(dataDir, watch.say, watch.signal, circumstances);
    const artefact = await unlessAborted(prove(ground, schedule, watch), watch.signal);
    return { artefact, file: keepArtefact(keepIn, artefact, ground.logsDir) };
  } finally {
    await ground?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
