import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot, typescriptCommand } from '../../../dev/project.ts';
import {
  armFailpoints,
  FailpointReached,
  type FailureOrder,
  failpoint,
  failpoints,
  orderFile,
  takenSuffix,
} from '../../../failpoint.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remessa-failpoints-'));
});

afterEach(() => {
  armFailpoints(undefined, 'worker');
  rmSync(folder, { recursive: true });
});

const fileOf = (whose: string[]) => orderFile(folder, 'worker', 'wf.before_start', whose);
const order = (given: FailureOrder, ...whose: string[]) =>
  writeFileSync(fileOf(whose), JSON.stringify(given));
const pass = async (...whose: string[]) => failpoint('wf.before_start', ...whose);

describe('a failpoint', () => {
  it('does nothing while nobody turned it on, whatever is ordered', async () => {
    order({ failure: 'throw' });
    expect(failpoint('wf.before_start')).toBeUndefined();
  });

  it('fails once, and lets all pass after that', async () => {
    armFailpoints(folder, 'worker');
    order({ failure: 'throw' });
    await expect(pass()).rejects.toThrow(FailpointReached);
    await pass();
    expect(existsSync(`${fileOf([])}${takenSuffix}`)).toBe(true);
  });

  it('lets as many pass first as the order says', async () => {
    armFailpoints(folder, 'worker');
    order({ failure: 'throw', skip: 2 });
    await pass();
    await pass();
    await expect(pass()).rejects.toThrow(FailpointReached);
  });

  it('means the work of whom the order names, in the program that it names', async () => {
    armFailpoints(folder, 'worker');
    order({ failure: 'throw' }, 'a company', 'GET /payments/pay_1');
    await pass('another company', 'GET /payments/pay_1');
    armFailpoints(folder, 'api');
    await pass('a company', 'GET /payments/pay_1');
    armFailpoints(folder, 'worker');
    await expect(pass('a company', 'GET /payments/pay_1')).rejects.toThrow(FailpointReached);
  });

  it('delays for as long as the order says', async () => {
    armFailpoints(folder, 'worker');
    order({ failure: 'delay', forMs: 60 });
    const startedAt = performance.now();
    await pass();
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });

  it('stands at one place of the product alone, so a test knows what lies before and after', () => {
    const named = product.flatMap(codeIn).flatMap((code) => {
      return [...code.matchAll(/failpoint\('([\w.]+)'/g)].map(([, point]) => point);
    });
    expect(named.sort()).toEqual([...failpoints].sort());
  });
});

describe('a process at a failpoint', () => {
  it('is killed, or stands still and is woken by another process', async () => {
    const child = startChild();
    order({ failure: 'stop', forMs: 300 });
    expect(await answerOf(child)).toBeGreaterThan(290);
    order({ failure: 'kill' });
    const ended = once(child, 'exit');
    child.stdin?.write('\n');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});

const product = ['activities', 'api', 'asaas', 'audit', 'db', 'worker'];

function codeIn(part: string): string[] {
  return readdirSync(join(projectRoot, part), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(projectRoot, part, name), 'utf8'));
}

/** A process that passes the failpoint for each line that it is given, and says how long it took. */
function startChild(): ChildProcess {
  const program = join(folder, 'program.ts');
  writeFileSync(
    program,
    `import { armFailpoints, failpoint } from '${projectRoot}failpoint.ts';
     armFailpoints('${folder}', 'worker');
     process.stdin.on('data', async () => {
       const startedAt = performance.now();
       await failpoint('wf.before_start');
       console.log(performance.now() - startedAt);
     });`,
  );
  const { file, args } = typescriptCommand('');
  return spawn(file, [...args.slice(0, -1), program], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function answerOf(child: ChildProcess): Promise<number> {
  child.stdin?.write('\n');
  const [chunk] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer];
  return Number(String(chunk));
}
