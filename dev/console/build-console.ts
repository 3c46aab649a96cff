import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { putInPlace } from '../put-in-place.ts';
import { viteConfig } from './vite-config.ts';

/** Builds the console into the folder that is named, whole or not at all: whoever finds it finds all of it. */
const [target = 'dist/console'] = process.argv.slice(2);
const outDir = resolve(target);
mkdirSync(dirname(outDir), { recursive: true });
const draft = mkdtempSync(`${outDir}.`);

await build({
  ...viteConfig,
  logLevel: 'error',
  build: { ...viteConfig.build, outDir: draft, emptyOutDir: true },
});
zipParts(draft);
// A temporary folder is its owner's alone; the image runs as somebody else.
chmodSync(draft, 0o755);
putInPlace(draft, outDir, 'index.html');

/** A gzipped twin of each part: the API sends it as it is. */
function zipParts(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(html|js|css|svg)$/.test(name)) continue;
    const path = join(folder, name);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}
