import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Stored secrets: AES-256-GCM with keys that are not in the database. The place of a secret (table, column, row,
 * tenant) is authenticated, too, so a ciphertext that is moved to another row does not open. Format:
 * `v1.keyId.nonce.tag.ciphertext`, base64url.
 */
export interface Sealer {
  /** The names of the keys. The first key seals. */
  readonly keyIds: readonly string[];
  readonly currentKeyId: string;
  seal(text: string, place: string): string;
  /** Throws when the text was altered, moved, or sealed with a key that we do not have. */
  open(sealed: string, place: string): string;
}

/** Reads SECRETS_KEY: `hex` or `id:hex,id:hex`. The first key seals, all keys open. */
export function createSealer(secretsKey: string): Sealer {
  const keys = new Map(secretsKey.split(',').map(parseKey));
  const [currentId] = keys.keys();
  if (currentId === undefined) throw new Error('SECRETS_KEY names no key');
  return {
    keyIds: [...keys.keys()],
    currentKeyId: currentId,
    seal: (text, place) => seal(text, place, currentId, keyOf(keys, currentId)),
    open: (sealed, place) => open(sealed, place, keys),
  };
}

function parseKey(part: string): [id: string, key: Buffer] {
  const at = part.indexOf(':');
  return [at < 0 ? 'k1' : part.slice(0, at), Buffer.from(part.slice(at + 1), 'hex')];
}

function keyOf(keys: Map<string, Buffer>, id: string): Buffer {
  const key = keys.get(id);
  if (!key) throw new Error(`SECRETS_KEY has no key named ${id}`);
  return key;
}

function seal(text: string, place: string, keyId: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(`${place}|${keyId}`));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [
    'v1',
    keyId,
    ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')),
  ].join('.');
}

function open(sealed: string, place: string, keys: Map<string, Buffer>): string {
  const [version, keyId = '', nonce = '', tag = '', text = ''] = sealed.split('.');
  if (version !== 'v1') throw new Error('This is not a sealed text');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(keys, keyId), Buffer.from(nonce, 'base64url'), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(`${place}|${keyId}`));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}
