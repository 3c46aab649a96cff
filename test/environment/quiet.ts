import pg from 'pg';
import type { DestinationStream } from 'pino';
import { inject } from 'vitest';
import {
  describeTroubles,
  type ExpectedTrouble,
  type Trouble,
  tellsOfTrouble,
  unexpected,
} from '../../dev/stack/trouble.ts';

const expected: ExpectedTrouble[] = [];
const heard: Trouble[] = [];
const looks: (() => Promise<Trouble[]>)[] = [];

/**
 * Nothing fails in silence: a test file is red when a process that it used logged an error or answered 5xx. What a test
 * brings about on purpose it declares here, narrowly and with the reason.
 */
export function expectTrouble(trouble: ExpectedTrouble): void {
  expected.push(trouble);
}

/** Forgets what earlier files of the same test process declared and heard. */
export function startOfFile(): void {
  for (const list of [expected, heard, looks]) list.length = 0;
}

/** Has the logs of a process judged when the test file is over. */
export function judgeAtTheEnd(look: () => Promise<Trouble[]>): void {
  looks.push(look);
}

/** Where a part that runs inside the test's own process writes its log. */
export function listenTo(part: string): DestinationStream {
  return {
    write: (line) => {
      if (tellsOfTrouble(line)) heard.push({ part, file: 'in this process', line: line.trimEnd() });
    },
  };
}

/** All test files use them at once: their logs are judged when the run ends. */
const sharedServers = ['postgres', 'temporal'];

/** Throws what was told of trouble by any process that this test file used, and declared by no test. */
export async function judge(): Promise<void> {
  await declareForTheEnd(expected.filter(({ part }) => sharedServers.includes(part)));
  for (const look of looks) heard.push(...(await look()));
  const troubles = unexpected(heard, expected);
  if (troubles.length === 0) return;
  throw new Error(`A process told of trouble that nobody expects:\n${describeTroubles(troubles).join('\n')}`);
}

async function declareForTheEnd(troubles: readonly ExpectedTrouble[]): Promise<void> {
  if (troubles.length === 0) return;
  const database = new pg.Client({ connectionString: inject('databaseUrl') });
  await database.connect();
  for (const { part, line, why } of troubles) {
    await database.query('insert into expected_trouble values ($1, $2, $3)', [part, line.source, why]);
  }
  await database.end();
}
