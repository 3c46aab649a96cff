import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Artefact, exitCodes, keepArtefact, readSchedule } from '../../../dev/prove/artefact.ts';
import { scheduleOf } from '../../../dev/prove/schedule.ts';
import { temporaryFolder } from '../stack/temporary-folder.ts';

function artefactOf(verdict: Artefact['verdict']): Artefact {
  const schedule = scheduleOf({ seed: 5, documents: 40 });
  return { verdict, schedule, hits: {}, missing: [], violations: [], troubles: [], report: [] };
}

function keep(verdict: Artefact['verdict']) {
  const folder = temporaryFolder();
  const logs = join(folder, 'logs-of-the-run');
  mkdirSync(logs);
  writeFileSync(join(logs, 'api-1.log'), 'a line\n');
  return keepArtefact(join(folder, 'kept'), artefactOf(verdict), logs);
}

describe('what is kept of a run', () => {
  it('gives back the schedule, strike by strike', () => {
    expect(readSchedule(keep('red'))).toEqual(scheduleOf({ seed: 5, documents: 40 }));
  });

  it('has the logs of all processes beside it, unless the run was green', () => {
    const hasLogs = (verdict: Artefact['verdict']) =>
      existsSync(join(dirname(keep(verdict)), 'logs', 'api-1.log'));
    expect({ red: hasLogs('red'), void: hasLogs('void'), green: hasLogs('green') }).toEqual({
      red: true,
      void: true,
      green: false,
    });
  });

  it('is refused when it holds no schedule', () => {
    const file = join(temporaryFolder(), 'run.json');
    writeFileSync(file, JSON.stringify({ schedule: { seed: 'seven' } }));
    expect(() => readSchedule(file)).toThrow('is no schedule');
  });
});

it('tells each verdict by an exit code of its own', () => {
  expect(exitCodes).toEqual({ green: 0, red: 1, void: 3 });
});
