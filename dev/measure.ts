import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readSettings } from '../config.ts';
import { measureCrowd } from './measure/crowd.ts';
import { measurePolls } from './measure/doors.ts';
import { describeMachine } from './measure/machine.ts';
import { measureScale } from './measure/scale.ts';
import { measureThreeCompanies } from './measure/three-companies.ts';
import { freePort } from './stack/ports.ts';
import { type Stack, startStack } from './stack/stack.ts';
import { unlessAborted } from './stack/waiting.ts';
import { temporaryDataDir } from './temporary-data-dir.ts';

/**
 * Measures the product on this machine, on a stack and data of its own, and prints the tables of
 * `docs/measurements.md`: `npm run measure -- --documents 1000,10000 --accounts 2 --crowd 5000 --polls 1000,2100`, and
 * `--no-beside` to leave out the three companies.
 */
const { values } = parseArgs({
  allowNegative: true,
  options: {
    documents: { type: 'string', default: '1000,10000' },
    accounts: { type: 'string', default: '2' },
    crowd: { type: 'string', default: '5000' },
    polls: { type: 'string', default: '1000,2100' },
    beside: { type: 'boolean', default: true },
  },
});
const log = (line: string) => process.stderr.write(`${line}\n`);
const dataDir = temporaryDataDir('measure');
const ports = [
  'API_PORT',
  'WORKER_PORT',
  'POSTGRES_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'SIMULATOR_PORT',
];
const free = Object.fromEntries(
  await Promise.all(ports.map(async (name) => [name, String(await freePort())])),
);
const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env, ...free, DATA_DIR: dataDir });
let stack: Stack | undefined;
const stopRequest = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopRequest.abort());
try {
  stack = await startStack(settings, { log, signal: stopRequest.signal });
  await unlessAborted(measure(stack), stopRequest.signal);
} catch (error) {
  if (!stopRequest.signal.aborted) throw error;
} finally {
  await stack?.stop();
  await rm(dataDir, { recursive: true, force: true });
}
// What was being measured when the signal came is still waiting for a stack that is gone.
process.exit(stopRequest.signal.aborted ? 1 : 0);

async function measure(stack: Stack): Promise<void> {
  console.log(describeMachine());
  const accounts = Number(values.accounts);
  for (const documents of values.documents.split(',').map(Number).filter(Boolean)) {
    console.log(`\n${await measureScale(stack, settings, { documents, accounts }, log)}`);
  }
  const polls = values.polls.split(',').map(Number).filter(Boolean);
  if (polls.length > 0) {
    const doors = { api: stack.addresses.api, adminKey: stack.keys.admin };
    console.log(`\n${await measurePolls(doors, polls, log)}`);
  }
  if (values.beside) console.log(`\n${await measureThreeCompanies(stack, log)}`);
  if (Number(values.crowd) > 0) console.log(`\n${await measureCrowd(stack, Number(values.crowd), log)}`);
}
