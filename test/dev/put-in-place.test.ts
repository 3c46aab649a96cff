import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putInPlace } from '../../dev/put-in-place.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a finished build gets its name', () => {
  putInPlace(build('draft', 'ours'), target(), 'index.html');

  expect(readFileSync(join(target(), 'index.html'), 'utf8')).toBe('ours');
  expect(existsSync(join(folder, 'draft'))).toBe(false);
});

test('a build that another process finished first stays as it is, and the draft goes', () => {
  build('target', 'theirs');

  putInPlace(build('draft', 'ours'), target(), 'index.html');

  expect(readFileSync(join(target(), 'index.html'), 'utf8')).toBe('theirs');
  expect(existsSync(join(folder, 'draft'))).toBe(false);
});

test('a folder that is no build is no reason to be silent', () => {
  mkdirSync(join(target(), 'assets'), { recursive: true });

  expect(() => putInPlace(build('draft', 'ours'), target(), 'index.html')).toThrow(/ENOTEMPTY/);
});

function target(): string {
  return join(folder, 'target');
}

function build(name: string, page: string): string {
  const dir = join(folder, name);
  mkdirSync(join(dir, 'assets'), { recursive: true });
  writeFileSync(join(dir, 'index.html'), page);
  return dir;
}
