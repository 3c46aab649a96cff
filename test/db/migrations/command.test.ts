import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../dev/project.ts';
import { asApplication, emptyDatabase } from '../../environment/databases.ts';

const run = promisify(execFile);

it('The command migrates when it is started by a link, as a deploy does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'remessa-link-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(projectRoot, join(folder, 'current'));
  const databaseUrl = await emptyDatabase();
  const { stdout } = await run('node', ['--import', 'tsx', join(folder, 'current', 'db', 'migrate.ts')], {
    cwd: projectRoot,
    env: { ...process.env, MIGRATION_DATABASE_URL: databaseUrl, DATABASE_URL: asApplication(databaseUrl) },
  });
  expect(stdout).toContain('Migrated: 0001-first-schema');
});
