import express, { type Request, type RequestHandler, type Response } from 'express';
import type { Finding } from '../problems/faults.ts';
import { Problem } from '../problems/problem.ts';

export const kib = 1024;

/** No real body is nested deeper. */
const deepest = 32;

/**
 * Reads a JSON body of up to `limitBytes`. Throws a problem that names what is wrong: media type, size, encoding,
 * syntax or depth. Compressed bodies are refused, because a small one can unpack to any size.
 */
export async function readJsonBody(
  request: Request,
  response: Response,
  limitBytes: number,
): Promise<unknown> {
  if (!isJson(request.headers['content-type'])) throw new Problem('unsupported_media_type');
  const value = parse(await readBytes(request, response, limitBytes));
  if (isDeeperThan(value, deepest)) throw new Problem('body_too_deep', { values: { limit: deepest } });
  return value;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('malformed_json');
  }
}

/** Goes level by level. A recursion could overflow, because the depth is not known yet. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

const readers = new Map<number, RequestHandler>();

async function readBytes(request: Request, response: Response, limitBytes: number): Promise<Buffer> {
  const reader =
    readers.get(limitBytes) ?? express.raw({ type: () => true, inflate: false, limit: limitBytes });
  readers.set(limitBytes, reader);
  await new Promise<void>((resolve, reject) => {
    reader(request, response, (error?: unknown) =>
      error ? reject(toProblem(error, limitBytes)) : resolve(),
    );
  });
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function toProblem(error: unknown, limitBytes: number): unknown {
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.too.large') {
    // The rest of the body is not read, so the connection cannot be used again.
    const headers = { connection: 'close' };
    return new Problem('body_too_large', { values: { limitKiB: limitBytes / kib }, headers });
  }
  if (type === 'encoding.unsupported') return new Problem('unsupported_media_type');
  if (type === 'request.aborted' || type === 'request.size.invalid') return new Problem('malformed_json');
  return error;
}

function isJson(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
  return type.trim() === 'application/json' && (!charset || /^charset="?utf-8"?$/.test(charset));
}

/**
 * Finds text that Postgres cannot store (NUL, half a surrogate pair), also in field names. The schemas do not check
 * this.
 */
export function findUnstorableText(value: unknown): Finding[] {
  const findings: Finding[] = [];
  visit(value, [], findings);
  return findings;
}

function visit(value: unknown, path: readonly PropertyKey[], findings: Finding[]): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) findings.push({ path, code: 'invalid_text' });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) findings.push({ path, code: 'invalid_text' });
    visit(inner, [...path, Array.isArray(value) ? Number(key) : key], findings);
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
