import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Schedule } from './schedule.ts';

/** What a run leaves behind, so that it can be played again and read. */
export interface Artefact {
  verdict: Verdict;
  schedule: Schedule;
  hits: Record<string, number>;
  missing: string[];
  violations: string[];
  troubles: string[];
  report: string[];
}

/** `void`: it met or did too little to prove anything. */
export type Verdict = 'green' | 'red' | 'void';

export const exitCodes: Record<Verdict, number> = { green: 0, red: 1, void: 3 };

/** Writes the artefact, and beside it the logs of all processes unless the run was green. Returns the file. */
export function keepArtefact(folder: string, artefact: Artefact, logsDir: string): string {
  const name = `${artefact.verdict}-seed-${artefact.schedule.seed}-${artefact.schedule.documents}`;
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  const file = join(place, 'run.json');
  writeFileSync(file, `${JSON.stringify(artefact, undefined, 2)}\n`);
  if (artefact.verdict !== 'green' && existsSync(logsDir)) {
    cpSync(logsDir, join(place, 'logs'), { recursive: true });
  }
  return file;
}

/** The schedule of a run that was kept. Throws when the file holds none. */
export function readSchedule(file: string): Schedule {
  return kept.parse(JSON.parse(readFileSync(file, 'utf8'))).schedule;
}

const shape = z.looseObject({
  seed: z.number().int(),
  documents: z.number().int().positive().max(20_000),
  chaosMs: z.number().positive(),
  waves: z.array(z.object({ atMs: z.number(), documents: z.number().int().positive() })),
  deeds: z.array(z.object({ deed: z.string(), pauseMs: z.number() })),
  strikes: z.array(z.looseObject({ atMs: z.number(), kind: z.string() })),
});

const kept = z.looseObject({
  schedule: z.custom<Schedule>((given) => shape.safeParse(given).success, 'is no schedule'),
});
