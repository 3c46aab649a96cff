import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/**
 * Puts the workflows into one file, which is named or beside the built worker. Workers start at once with it, and all
 * run the same code.
 */
const [target = fileURLToPath(new URL('../workflow-bundle.js', import.meta.url))] = process.argv.slice(2);
const { code } = await bundleWorkflowCode({
  // TypeScript from source, JavaScript in a build.
  workflowsPath: fileURLToPath(new URL(`../workflows/index${extname(import.meta.url)}`, import.meta.url)),
  logger: new DefaultLogger('WARN'),
});
mkdirSync(dirname(target), { recursive: true });
const draft = `${target}.${process.pid}`;
writeFileSync(draft, code);
// In one step: who finds the file finds all of it.
renameSync(draft, target);
