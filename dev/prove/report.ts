import type { Artefact } from './artefact.ts';
import type { FloorMissed } from './floors.ts';

interface Run extends Omit<Artefact, 'report'> {
  floorsMissed: FloorMissed[];
  /** How long the chaos lasted on this machine. */
  chaosMs: number;
  /** From the last fault until everything had finished. */
  recoveredMs: number;
  /** How many events the ERP heard. */
  events: number;
}

const shown = 20;

/** A run as lines for a console: what struck and how often, what is missing, how long it took. */
export function describeRun(run: Run): string[] {
  const { schedule, hits, missing, violations, troubles, floorsMissed, chaosMs, recoveredMs, events } = run;
  const names = Object.keys(hits).sort();
  return [
    `Seed ${schedule.seed}, ${schedule.documents} documents, ${Math.round(chaosMs / 1_000)} s of chaos, ${events} events to the ERP`,
    `From the last fault until all had finished: ${Math.round(recoveredMs / 1_000)} s`,
    '',
    'Faults that hit',
    ...names.map((name) => `  ${String(hits[name]).padStart(6)}  ${name}`),
    ...section(
      'Floors that were missed',
      floorsMissed.map(({ name, wanted, met }) => `${name}: ${met} of ${wanted}`),
    ),
    ...section('What is missing', missing),
    ...section('What must never happen', violations),
    ...section('What went wrong with the nemesis', troubles),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length > shown ? [`  and ${lines.length - shown} more`] : [];
  return ['', title, ...lines.slice(0, shown).map((line) => `  ${line}`), ...rest];
}
