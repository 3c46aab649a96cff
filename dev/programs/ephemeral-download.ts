import { TestWorkflowEnvironment } from '@temporalio/testing';

/**
 * Has the SDK download one of its servers into a directory: `temporal` (the development server) or
 * `temporal-test-server` (time-skipping). A program of its own, since a download that hangs can only be killed.
 */
const [server, version, downloadDir] = process.argv.slice(2);
if (downloadDir === undefined) throw new Error('Tell which server, its version, and where to.');
const executable = { type: 'cached-download', downloadDir, version: `v${version}` } as const;
const environment =
  server === 'temporal'
    ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
    : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
await environment.teardown();
process.exit(0);
