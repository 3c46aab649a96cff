import { type ApiFile, type Door, operationsFor } from './fuzz/described-operations.ts';
import { knownToVendor, openFuzzedCompany } from './fuzz/fuzzed-company.ts';
import { type Fuzzed, runSchemathesis } from './fuzz/run-schemathesis.ts';
import { obtainSchemathesis } from './fuzz/schemathesis.ts';
import { playOnStack } from './stack/play-on-stack.ts';
import { StackError } from './stack/stack-error.ts';

const log = (line: string) => console.log(line);

/** What is tried in chains: each with itself alone, because there are too many chains through everything. */
const chains: Record<Door, readonly (readonly string[])[]> = {
  company: [
    ['documents', 'payers'],
    ['remittances', 'settlement-returns', 'unidentified-receipts'],
    ['accounts', 'divergences'],
    ['sending-rules', 'webhook-endpoints', 'views'],
  ],
  vendor: [['tenants', 'api-keys', 'users']],
};

/**
 * Every operation of the OpenAPI file is called with what schemathesis makes of it: examples, edges, chance, and chains of
 * calls. No answer may be 5xx or other than the file says. `npm run fuzz -- --exit --seconds 240 --seed 7`: so long one by
 * one and so long in chains, by a company's key and then by the vendor's. `--door company` leaves the other out.
 */
await playOnStack(
  async ({ addresses: { api, simulator }, keys }, _settings, { seconds, seed, door }) => {
    if (!simulator) throw new StackError('Fuzzing needs the simulator: start without ASAAS_SANDBOX_URL.');
    const schemathesis = await obtainSchemathesis(log);
    const file = (await (await fetch(`${api}/openapi.json`)).json()) as ApiFile;
    const places = { api, simulator, adminKey: keys.admin };
    const runs: Fuzzed[] = [];
    for (const each of (['company', 'vendor'] as const).filter((name) =>
      [name, 'both'].includes(door ?? ''),
    )) {
      const { key, known } =
        each === 'company'
          ? await openFuzzedCompany(places)
          : { key: keys.admin, known: await knownToVendor(places) };
      const order = { schemathesis, api, key, seed: Number(seed) };
      const alone = operationsFor(file, each, known);
      runs.push(
        await runSchemathesis({ ...order, operations: alone, stage: 'one by one', seconds: Number(seconds) }),
      );
      for (const nouns of chains[each]) {
        const operations = operationsFor(file, each, known, nouns);
        const share = Math.ceil(Number(seconds) / chains[each].length);
        runs.push(await runSchemathesis({ ...order, operations, stage: 'in chains', seconds: share }));
      }
    }
    for (const run of runs) log(describe(run));
    return { holds: runs.length > 0 && runs.every(isGreen), after: [`Seed ${seed}.`] };
  },
  log,
  { seconds: '240', seed: '1', door: 'both' },
);

function isGreen({ findings, calls }: Fuzzed): boolean {
  return findings === 0 && calls > 0;
}

function describe(run: Fuzzed): string {
  const { stage, operations, tested, calls, findings } = run;
  return `  ${isGreen(run) ? '✓' : '✗'} ${stage}: ${tested} of ${operations} operations, ${calls} calls, ${findings} findings`;
}
