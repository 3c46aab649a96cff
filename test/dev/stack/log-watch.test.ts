import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LogWatch } from '../../../dev/stack/log-watch.ts';
import { describeTroubles, tellsOfTrouble, unexpected } from '../../../dev/stack/trouble.ts';
import { temporaryFolder } from './temporary-folder.ts';

const failed = (msg: string) => JSON.stringify({ level: 50, name: 'api', msg });
const quiet = (msg: string) => JSON.stringify({ level: 40, name: 'api', msg });

describe('a line of a log', () => {
  it.each([
    ['an error of ours', failed('A call failed')],
    ['a fatal error of ours', JSON.stringify({ level: 60, msg: 'The API cannot listen' })],
    ['a call answered 500', JSON.stringify({ level: 30, status: 500, msg: 'Call answered' })],
    ['a call answered 503', JSON.stringify({ level: 30, status: 503, msg: 'Call answered' })],
    ['the SDK’s core', '2026-11-24T23:26:55Z ERROR temporalio_sdk_core::worker: Task failed'],
    ['Temporal as text', 'time=2026-11-24T23:26:55 level=ERROR msg="shard lost"'],
    ['Temporal as JSON', '{"level":"error","msg":"shard lost"}'],
    ['Postgres', '2026-11-24 23:26:27 UTC [9] ERROR:  deadlock detected'],
    ['Postgres that goes', '2026-11-24 23:26:27 UTC [9] PANIC:  could not write to file'],
    ['a crash', 'TypeError: Cannot read properties of undefined'],
    ['the end of a crash', 'Node.js v22.11.0'],
    ['a panic of Go', 'panic: runtime error: invalid memory address'],
    ['a panic of Rust', "thread 'main' panicked at src/lib.rs:1:1"],
  ])('tells of trouble: %s', (_, line) => expect(tellsOfTrouble(line)).toBe(true));

  it.each([
    ['a warning', quiet('Trying again')],
    ['a warning that quotes an error', quiet('ERROR: deadlock detected')],
    ['a call answered 404', JSON.stringify({ level: 30, status: 404, msg: 'Call answered' })],
    ['the SDK’s core', '2026-11-24T23:26:55Z  WARN temporalio_sdk_core::worker: error while polling'],
    ['Postgres', '2026-11-24 23:26:27 UTC [9] LOG:  database system is ready to accept connections'],
    ['a greeting', 'Asaas simulator listens on http://127.0.0.1:1'],
  ])('tells of none: %s', (_, line) => expect(tellsOfTrouble(line)).toBe(false));
});

describe('the watch of a stack’s logs', () => {
  it('finds what was written since it began, with process and file, and each line once', () => {
    const { folder, path } = logs();
    writeFileSync(path('api'), `${failed('before')}\n`);
    const watch = new LogWatch(folder);
    appendFileSync(path('api'), `${quiet('fine')}\n${failed('after')}\n`);
    writeFileSync(path('worker'), '\u001b[2m2026\u001b[0m \u001b[31mERROR\u001b[0m core: gone\n');
    expect(watch.look()).toEqual([
      { part: 'api', file: path('api'), line: failed('after') },
      { part: 'worker', file: path('worker'), line: '2026 ERROR core: gone' },
    ]);
    expect(watch.look()).toEqual([]);
  });

  it('waits for the end of a line that is being written', () => {
    const { folder, path } = logs();
    writeFileSync(path('api'), '');
    const watch = new LogWatch(folder);
    const line = failed('não');
    appendFileSync(path('api'), line.slice(0, 20));
    expect(watch.look()).toEqual([]);
    appendFileSync(path('api'), `${line.slice(20)}\n`);
    expect(watch.look().map((trouble) => trouble.line)).toEqual([line]);
  });

  it('goes on where an earlier one had read to, past a log that was put aside', () => {
    const { folder, path } = logs();
    writeFileSync(path('api'), `${failed('known')}\n`);
    const earlier = new LogWatch(folder);
    appendFileSync(path('api'), `${failed('unread')}\n`);
    renameSync(path('api'), `${path('api')}.1`);
    writeFileSync(path('api'), `${failed('new')}\n`);
    const told = new LogWatch(folder, earlier.readSoFar()).look().map(({ line }) => line);
    expect(told).toEqual([failed('unread'), failed('new')]);
  });

  it('finds nothing where there are no logs', () => {
    expect(new LogWatch('/nowhere/at-all').look()).toEqual([]);
  });
});

describe('trouble that is expected', () => {
  it('is that of the named process and line alone', () => {
    const trouble = (part: string, line: string) => ({ part, file: `${part}.log`, line });
    const troubles = [
      trouble('worker', 'key refused'),
      trouble('api', 'key refused'),
      trouble('worker', 'x'),
    ];
    const expected = [{ part: 'worker', line: /key refused/, why: 'the test revokes it' }];
    expect(unexpected(troubles, expected)).toEqual([troubles[1], troubles[2]]);
  });

  it('is told in lines that fit a screen', () => {
    const troubles = Array.from({ length: 50 }, (_, at) => ({
      part: 'api',
      file: 'api.log',
      line: `${at} ${'x'.repeat(10_000)}`,
    }));
    const lines = describeTroubles(troubles);
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('  and 30 more');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(500);
  });
});

function logs(): { folder: string; path: (part: string) => string } {
  const folder = join(temporaryFolder(), 'logs');
  mkdirSync(folder);
  return { folder, path: (part) => join(folder, `${part}.log`) };
}
