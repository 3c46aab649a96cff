import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compileTo } from './compile.ts';
import { putInPlace } from './put-in-place.ts';

/**
 * Compiles the product's programs into the folder that is named, whole or not at all. Types are checked by
 * `npm run types`: here they would take six times as long.
 */
const [target = ''] = process.argv.slice(2);
const folder = resolve(target);
mkdirSync(dirname(folder), { recursive: true });
const draft = mkdtempSync(`${folder}.`);
compileTo(draft, '--noCheck');
// Node takes what lies below node_modules for CommonJS, unless a package.json there says otherwise.
writeFileSync(join(draft, 'package.json'), '{ "type": "module" }\n');
putInPlace(draft, folder, 'package.json');
