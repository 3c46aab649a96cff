import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, readSettings } from '../../config.ts';

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

/** What the start says to one setting; undefined when it takes it. */
function refusalOf(variable: string, value: string): string | undefined {
  try {
    readSettings({ [variable]: value });
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
}

describe('a setting that would leave a door open is refused by name', () => {
  const key = hex(32);

  it.each([
    ['ADMIN_API_KEY', hex(15), 'at least 32 characters'],
    ['ADMIN_API_KEY', 'k'.repeat(64), 'easy to guess'],
    ['ADMIN_API_KEY', 'abcdefghijklmnopqrs'.repeat(2), 'easy to guess'],
    ['ADMIN_API_KEY', 'abcdefghijklmnopqrstuvwxyz0123456789', 'easy to guess'],
    ['ADMIN_API_KEY', `${'0'.repeat(40)}abcdef`, 'easy to guess'],
    ['SECRETS_KEY', '0'.repeat(64), 'easy to guess'],
    ['SECRETS_KEY', hex(16).repeat(2), 'easy to guess'],
    ['SECRETS_KEY', `new:${hex(32)},old:${'0'.repeat(64)}`, 'easy to guess'],
    ['SECRETS_KEY', `new:${key},old:${key}`, 'same key twice'],
    ['SECRETS_KEY', `a:${hex(32)},a:${hex(32)}`, 'the same name'],
    ['SECRETS_KEY', `${hex(32)},k1:${hex(32)}`, 'the same name'],
    ['SECRETS_KEY', hex(31), '64 hexadecimal digits'],
    ['PUBLIC_URL', 'http://remessa.example', 'https://'],
    ['PUBLIC_URL', 'http://10.0.0.7:3000', 'https://'],
    ['PUBLIC_URL', 'http://localhost.example', 'https://'],
    ['ASAAS_PRODUCTION_URL', 'http://api.asaas.com/v3', 'https://'],
    ['ASAAS_SANDBOX_URL', 'http://api-sandbox.asaas.com/v3', 'https://'],
    ['DATABASE_URL', 'postgres://remessa_app:x@db.example/remessa', 'TLS to reach db.example'],
    ['DATABASE_URL', 'postgres://remessa_app:x@db.example/remessa?sslmode=disable', 'TLS'],
    ['DATABASE_URL', 'postgres://remessa_app:x@localhost/remessa?host=db.example', 'TLS'],
    ['DATABASE_URL', 'postgres://remessa_app:x@db.example/remessa?sslmode=no-verify', 'certificate'],
    ['DATABASE_URL', 'postgres://remessa_app:x@10.1.2.3/remessa', 'TLS'],
    ['MIGRATION_DATABASE_URL', 'postgres://owner:x@db.example/remessa', 'TLS'],
    ['CORS_ORIGINS', '*', 'must be origins'],
    ['CORS_ORIGINS', 'null', 'must be origins'],
    ['CORS_ORIGINS', 'https://erp.example/console', 'must be origins'],
    ['CORS_ORIGINS', 'https://app.example,https://erp.example/', 'must be origins'],
  ])('%s=%s', (variable, value, reason) => {
    const refusal = refusalOf(variable, value);
    expect(refusal).toContain(reason);
    expect(refusal?.startsWith(`${variable}: `)).toBe(true);
    // A refusal is printed and logged: no secret may stand in it.
    expect(refusal).not.toContain(value);
  });

  it.each([
    ['ADMIN_API_KEY', hex(24)],
    ['ADMIN_API_KEY', randomBytes(24).toString('base64url')],
    ['SECRETS_KEY', hex(32)],
    ['SECRETS_KEY', `new:${hex(32)},old:${hex(32)}`],
    ['PUBLIC_URL', 'https://remessa.example'],
    ['CORS_ORIGINS', 'https://erp.example, http://localhost:5173'],
    ['PUBLIC_URL', 'http://127.0.0.1:3000'],
    ['PUBLIC_URL', 'http://localhost:3000'],
    ['PUBLIC_URL', 'http://[::1]:3000'],
    ['ASAAS_SANDBOX_URL', 'http://simulator:3900/v3'],
    ['DATABASE_URL', 'postgres://remessa_app:x@127.0.0.1:54329/remessa'],
    ['DATABASE_URL', 'postgres://remessa_app:x@postgres:5432/remessa'],
    ['DATABASE_URL', 'postgres://remessa_app:x@db.example/remessa?sslmode=verify-full'],
  ])('%s is taken as people write it: %s', (variable, value) => {
    expect(refusalOf(variable, value)).toBeUndefined();
  });

  it.each([
    ['production', 'http://simulator:3900/v3', 'NODE_ENV is production'],
    ['development', 'https://api-sandbox.asaas.com/v3', 'ASAAS_SANDBOX_URL is not on this machine'],
  ])('FAILPOINTS is refused in %s with Asaas at %s', (NODE_ENV, ASAAS_SANDBOX_URL, reason) => {
    const given = { FAILPOINTS: '/tmp/orders', NODE_ENV, ASAAS_SANDBOX_URL };
    expect(() => readSettings(given)).toThrow(ConfigError);
    expect(() => readSettings(given)).toThrow(
      `FAILPOINTS: makes a process fail on purpose, and is refused where ${reason}`,
    );
    expect(readSettings({ ...given, FAILPOINTS: '' }).FAILPOINTS).toBeUndefined();
  });

  it('FAILPOINTS is taken beside a simulator', () => {
    const given = { FAILPOINTS: '/tmp/orders', ASAAS_SANDBOX_URL: 'http://simulator:3900/v3' };
    expect(readSettings(given).FAILPOINTS).toBe('/tmp/orders');
  });

  it('takes any key that was drawn by chance', () => {
    for (let draw = 0; draw < 2_000; draw++) {
      expect(refusalOf('ADMIN_API_KEY', hex(24))).toBeUndefined();
      expect(refusalOf('SECRETS_KEY', hex(32))).toBeUndefined();
    }
  });
});
