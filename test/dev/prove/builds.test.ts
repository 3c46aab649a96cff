import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildIn } from '../../../dev/prove/builds.ts';
import { temporaryFolder } from '../stack/temporary-folder.ts';

describe('an earlier build', () => {
  it('that is not there is refused with what to do', () => {
    const checkout = temporaryFolder();
    expect(() => buildIn(checkout)).toThrow(`run "npm ci && npm run build" in ${checkout}`);
  });

  it('runs its own programs, with its own pages and workflows', async () => {
    const dist = join(temporaryFolder(), 'dist');
    for (const folder of ['console', 'api', 'db']) mkdirSync(join(dist, folder), { recursive: true });
    for (const file of ['workflow-bundle.js', 'api/main.js']) writeFileSync(join(dist, file), '');
    const build = buildIn(join(dist, '..'));
    expect(build).toMatchObject({
      consoleDir: join(dist, 'console'),
      workflowBundle: join(dist, 'workflow-bundle.js'),
    });
    expect((await build.command('api/main')).args.at(-1)).toBe(join(dist, 'api/main.js'));
    await expect(build.command('db/migrate')).rejects.toThrow(/There is no .*migrate\.js/);
  });
});
