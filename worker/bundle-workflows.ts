import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

/** The last step of a build. It puts the workflows into one file: workers start at once, and all run the same code. */
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../workflows/index.js', import.meta.url)),
});
writeFileSync(fileURLToPath(new URL('../workflow-bundle.js', import.meta.url)), code);
