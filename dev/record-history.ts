import { writeFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { readSettings } from '../config.ts';
import { findRunningStack } from './stack/stack.ts';

/**
 * Keeps the history of a workflow of the running stack for the replay test:
 * `npm run record-history -- document/TENANT/DOCUMENT document-paid-by-pix`. To be done with the release whose runs
 * must go on under later ones, never with the change under test.
 */
const [workflowId, name] = process.argv.slice(2);
const running = findRunningStack(readSettings().DATA_DIR)?.published;
if (!workflowId || !name || !running) {
  console.error('npm run record-history -- WORKFLOW_ID NAME, while a stack runs (npm start).');
  process.exit(1);
}
const { temporal, temporalNamespace: namespace } = running.addresses;
const connection = await Connection.connect({ address: temporal });
const handle = new Client({ connection, namespace }).workflow.getHandle(workflowId);
const history = JSON.parse(historyToJSON(await handle.fetchHistory()));
const file = new URL(`../test/histories/${name}.json`, import.meta.url);
writeFileSync(file, `${JSON.stringify(history, null, 2)}\n`);
console.log(`${history.events.length} events in ${file.pathname}`);
await connection.close();
