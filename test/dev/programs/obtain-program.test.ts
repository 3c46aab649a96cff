import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { obtainProgram, type Way, WayClosed } from '../../../dev/programs/obtain-program.ts';
import type { PinnedProgram } from '../../../dev/programs/pinned-programs.ts';
import { StackError } from '../../../dev/stack/stack-error.ts';
import { temporaryFolder } from '../stack/temporary-folder.ts';

const program: PinnedProgram = {
  name: 'clockwork',
  title: 'the clockwork',
  version: '2.0.0',
  packageName: 'clockwork-bin',
  wheels: {},
};

let cache: string;
let lines: string[];

beforeEach(() => {
  const home = temporaryFolder();
  cache = join(home, 'remessa');
  lines = [];
  vi.stubEnv('XDG_CACHE_HOME', home);
  vi.stubEnv('PATH', '');
  return () => vi.unstubAllEnvs();
});

describe('a program that is wanted', () => {
  it('is taken from PATH where it is, and nothing is fetched', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'clockwork'), '', { mode: 0o755 });
    vi.stubEnv('PATH', folder);
    expect(await obtain([working()])).toBe(join(folder, 'clockwork'));
    expect(lines).toEqual([]);
  });

  it('comes by the first way that works, and each that does not says why', async () => {
    const later = vi.fn();
    const path = await obtain([closed('the wire is cut'), working(), { ...working(), fetch: later }]);
    expect(path).toBe(join(cache, 'clockwork-2.0.0'));
    expect(lines).toEqual([
      'Getting the clockwork 2.0.0, once, by wire ...',
      '  the wire is cut',
      'Getting the clockwork 2.0.0, once, by hand ...',
    ]);
    expect(later).not.toHaveBeenCalled();
  });

  it('is fetched once, and anew when another version is pinned', async () => {
    await obtain([working()]);
    await obtain([closed('must not be asked')]);
    await obtain([working('3.0.0')], { ...program, version: '3.0.0' });
    expect(readdirSync(cache).sort()).toEqual(['clockwork-2.0.0', 'clockwork-3.0.0']);
  });

  it('that an older way gave before is not fetched that way again, but the better ways are tried first', async () => {
    await obtain([closed('no'), working('1.0.0')]);
    const again = await obtain([closed('still no'), { ...working('1.0.0'), fetch: vi.fn() }]);
    expect(again).toBe(join(cache, 'clockwork-1.0.0'));
    expect(lines.at(-1)).toBe('  still no');
  });

  it('that nobody can give leads to a message with what each way said, and what helps', async () => {
    await expect(obtain([closed('the wire is cut'), closed('no hands')])).rejects.toThrow(
      new StackError('No way led to the clockwork:\n  - the wire is cut\n  - no hands\nWind it yourself.'),
    );
  });

  it('is not sought further once something was refused, and nothing is kept of that', async () => {
    const refusing: Way = {
      ...working(),
      fetch: async (draft) => {
        writeFileSync(join(draft, 'clockwork'), 'changed');
        throw new StackError('not the pinned file');
      },
    };
    await expect(obtain([refusing, working()])).rejects.toThrow('not the pinned file');
    expect(readdirSync(cache)).toEqual([]);
  });

  it('takes the drafts of a killed start away', async () => {
    mkdirSync(join(cache, 'clockwork.draft-1a2b3c'), { recursive: true });
    await obtain([working()]);
    expect(readdirSync(cache)).toEqual(['clockwork-2.0.0']);
  });
});

function obtain(ways: Way[], wanted = program): Promise<string> {
  return obtainProgram(wanted, { ways, help: 'Wind it yourself.', log: (line) => lines.push(line) });
}

function working(version = '2.0.0'): Way {
  return {
    how: 'by hand',
    version,
    fetch: async (draft) => {
      const path = join(draft, 'unpacked-program');
      writeFileSync(path, 'tick');
      chmodSync(path, 0o600);
      return path;
    },
  };
}

function closed(reason: string): Way {
  return {
    how: 'by wire',
    version: '2.0.0',
    fetch: async () => {
      throw new WayClosed(reason);
    },
  };
}
