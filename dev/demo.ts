import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, readSettings } from '../config.ts';
import { judge } from './demo/checks.ts';
import { closingTable } from './demo/closing-table.ts';
import type { Company } from './demo/company.ts';
import { NoAnswer, RequestRefused } from './demo/http-json.ts';
import { InterruptionWatch } from './demo/interruptions.ts';
import type { Outcome } from './demo/outcome.ts';
import { play } from './demo/play.ts';
import { Progress } from './demo/progress.ts';
import { Stalled } from './demo/wait-until.ts';
import { findRunningStack, type PublishedStack, type Stack, StackRunsAlready, startStack } from './stack.ts';
import { StackError } from './stack-error.ts';
import { describeStack } from './stack-summary.ts';
import { until } from './waiting.ts';

const sample = new URL('../samples/receivables.csv', import.meta.url);
const progress = new Progress();
const log = (line: string) => progress.print(line);
const stopRequest = new AbortController();
let ownStack: Stack | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stopRequest.signal.aborted) return;
    log(`\n${signal}: stopping ...`);
    stopRequest.abort();
    void leave(0);
  });
}

try {
  const { values } = parseArgs({ options: { exit: { type: 'boolean', default: false } } });
  const settings = readSettings();
  const published = await bringUp(settings);
  const allHold = await perform(published, settings.WORKER_PORT);
  if (values.exit) await leave(allHold ? 0 : 1);
  log(`\n${describeStack(published)}\n\nEverything stays up for exploring until Ctrl-C.`);
} catch (error) {
  if (!stopRequest.signal.aborted) {
    const expected = [StackError, ConfigError, Stalled, NoAnswer, RequestRefused];
    const isExpected = expected.some((kind) => error instanceof kind);
    console.error('\n', isExpected ? (error as Error).message : error);
    await leave(1);
  }
}

/** The stack that runs on the data directory, or one of our own. */
async function bringUp(settings: ReturnType<typeof readSettings>): Promise<PublishedStack> {
  try {
    ownStack = await startStack(settings, { log, signal: stopRequest.signal });
    return ownStack;
  } catch (error) {
    if (!(error instanceof StackRunsAlready)) throw error;
  }
  log('Using the stack that runs already.');
  const isUp = async () => findRunningStack(settings.DATA_DIR)?.published !== undefined;
  await until(isUp, { timeoutMs: 600_000, signal: stopRequest.signal });
  const running = findRunningStack(settings.DATA_DIR)?.published;
  if (!running) throw new StackError('The stack that was being started did not come up; see its console.');
  return running;
}

/** Plays the main job once and shows how it came out. Returns whether everything that must hold holds. */
async function perform({ addresses, keys }: PublishedStack, workerPort: number): Promise<boolean> {
  const { api, simulator } = addresses;
  if (!simulator) throw new StackError('The demo needs the simulator: start without ASAAS_SANDBOX_URL.');
  const watch = new InterruptionWatch({
    api: `${api}/readyz`,
    worker: `http://127.0.0.1:${workerPort}/readyz`,
    simulator: `${simulator}/healthz`,
  });
  try {
    const { company, outcome } = await play({
      apiAddress: api,
      adminKey: keys.admin,
      simulatorAddress: simulator,
      file: readFileSync(sample),
      watch,
      progress,
    });
    const checks = judge(outcome);
    for (const line of ['', ...closingTable(outcome, checks)]) log(line);
    for (const line of ['', ...placesToLook(addresses, company, outcome)]) log(line);
    return checks.every(({ holds }) => holds !== false);
  } finally {
    watch.stop();
  }
}

function placesToLook(
  { temporalUi, simulator, api }: PublishedStack['addresses'],
  company: Company,
  { documents }: Outcome,
): string[] {
  const document = documents.find(({ status }) => status === 'settled') ?? documents[0];
  const workflowId = `document/${company.tenantId}/${document?.id}`;
  const workflow = temporalUi ? `${temporalUi}/${encodeURIComponent(workflowId)}` : workflowId;
  return [
    'To look at:',
    `  one document's workflow   ${workflow}`,
    `  the same by the API       ${api}/v1/documents/${document?.id}`,
    `  with this demo's ERP key  ${company.key}`,
    `  Asaas' book               ${simulator}/control/book?account=${company.asaas.id}`,
  ];
}

async function leave(exitCode: number): Promise<never> {
  await ownStack?.stop();
  process.exit(exitCode);
}
