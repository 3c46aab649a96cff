import { readFileSync } from 'node:fs';
import { judge } from './demo/checks.ts';
import { closingTable } from './demo/closing-table.ts';
import type { Company } from './demo/company.ts';
import { InterruptionWatch, troubleOf } from './demo/interruptions.ts';
import type { Outcome } from './demo/outcome.ts';
import { play } from './demo/play.ts';
import { Progress } from './demo/progress.ts';
import type { FreshApi } from './stack/call-api.ts';
import { addUser, makeSignInLink } from './stack/first-user.ts';
import { type Played, playOnStack } from './stack/play-on-stack.ts';
import type { PublishedStack } from './stack/stack.ts';
import { StackError } from './stack/stack-error.ts';

/**
 * `npm run demo`: a company, its account at the simulated Asaas and a file of receivables, from the entry to the settlement,
 * judged by Asaas' book. On the stack that runs, or on one of its own. `-- --exit` ends instead of staying up.
 */
const sample = new URL('../samples/receivables.csv', import.meta.url);
const progress = new Progress();
const log = (line: string) => progress.print(line);

await playOnStack((stack, { WORKER_PORT }) => perform(stack, WORKER_PORT), log);

/** Plays the main job once and shows how it came out. */
async function perform({ addresses, keys }: PublishedStack, workerPort: number): Promise<Played> {
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
    return {
      holds: checks.every(({ holds }) => holds !== false),
      after: placesToLook(addresses, company, outcome),
      signInLink: await linkOfClerk({ url: api, adminKey: keys.admin }, company),
      expectedTrouble: troubleOf(outcome.interruptions),
    };
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
  const ofCompany = encodeURIComponent(`TenantId="${company.tenantId}"`);
  return [
    'To look at:',
    ...(temporalUi ? [`  all of its workflows      ${temporalUi}?query=${ofCompany}`] : []),
    `  one document's workflow   ${workflow}`,
    `  the same by the API       ${api}/v1/documents/${document?.id}`,
    `  with this demo's ERP key  ${company.key}`,
    `  Asaas' book               ${simulator}/control/book?account=${company.asaas.id}`,
  ];
}

/** The demo's company as its clerk sees it; the link signs in once. */
async function linkOfClerk(api: FreshApi, { tenantId }: Company): Promise<string> {
  const { id } = await addUser(api, tenantId);
  return makeSignInLink(api, id);
}
