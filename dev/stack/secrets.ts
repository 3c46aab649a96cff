import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from './stack-error.ts';

/** The company made for the first steps, and its key. */
export interface FirstTenant {
  id: string;
  key: string;
}

/** Who signs in to the console first. */
export interface FirstUser {
  id: string;
  login: string;
  password: string;
}

export interface Secrets {
  adminApiKey: string;
  /** 64 hexadecimal digits. */
  secretsKey: string;
  firstTenant?: FirstTenant;
  firstUser?: FirstUser;
}

/** `secrets.json` (readable by its owner only): made at the first start, kept for all later ones. */
export class SecretsFile {
  readonly #path: string;
  #secrets: Secrets;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'secrets.json');
    this.#secrets = existsSync(this.#path) ? this.#read() : newSecrets();
    this.update({});
  }

  get(): Readonly<Secrets> {
    return this.#secrets;
  }

  update(changes: Partial<Secrets>): void {
    this.#secrets = { ...this.#secrets, ...changes };
    const draft = `${this.#path}.new`;
    writeFileSync(draft, JSON.stringify(this.#secrets, undefined, 2), { mode: 0o600 });
    renameSync(draft, this.#path);
  }

  #read(): Secrets {
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8')) as Secrets;
    } catch {
      // Not made anew: with another key, what the database holds sealed could never be opened again.
      throw new StackError(`${this.#path} cannot be read. Restore it, or delete its folder to begin anew.`);
    }
  }
}

function newSecrets(): Secrets {
  return {
    adminApiKey: `rms_admin_${randomBytes(24).toString('base64url')}`,
    secretsKey: randomBytes(32).toString('hex'),
  };
}
