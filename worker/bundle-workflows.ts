import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** The last step of a build: the workflows in one file, so that a worker starts at once and every worker runs the same. */
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../workflows/index.js', import.meta.url)),
});
writeFileSync(fileURLToPath(new URL('../workflow-bundle.js', import.meta.url)), code);
