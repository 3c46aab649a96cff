import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/**
 * Puts the workflows into one file: the named one, or one beside the built worker. With it workers start at once and
 * all run the same code.
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
// The rename is one step, so a reader never finds half a file.
renameSync(draft, target);
