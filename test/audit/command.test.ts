import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { invariants } from '../../audit/invariants.ts';
import { typescriptCommand } from '../../dev/project.ts';
import { asApplication, freshDatabase } from '../environment/databases.ts';

/** Runs the command of production with the settings of a worker. */
async function runAudit(settings: Record<string, string>) {
  const { file, args } = typescriptCommand('audit/main.ts');
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    ASAAS_SANDBOX_URL: 'http://127.0.0.1:9/v3',
    ADMIN_API_KEY: 'the-vendor-of-the-tests-has-a-long-key',
    SECRETS_KEY: randomBytes(32).toString('hex'),
    ...settings,
  };
  return promisify(execFile)(file, args, { env }).then(
    ({ stdout }) => ({ exitCode: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }) => ({ exitCode: code as number, stdout, stderr }),
  );
}

describe('the command of the audit', () => {
  it('says every invariant and ends with 0 where nothing is wrong', async () => {
    const { exitCode, stdout, stderr } = await runAudit({
      DATABASE_URL: asApplication(await freshDatabase()),
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const { name, sentence } of invariants) {
      expect(stdout).toContain(name);
      expect(stdout).toContain(sentence);
    }
  });

  it('ends with 2 where it could not look, and not as if all were well', async () => {
    const nowhere = 'postgres://remessa_app:remessa_app@127.0.0.1:9/remessa';
    const { exitCode, stderr } = await runAudit({ DATABASE_URL: nowhere });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The audit could not be made');
  });
});
